import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { freePort } from './free-port.ts';
import type { Settings } from './product.ts';

const READY_WITHIN_MS = 30_000;
/** Where Debian's package puts the modules, the pages and the tables of an empty installation. */
const MODULES = '/usr/lib/glewlwyd';
const PAGES = '/usr/share/glewlwyd/webapp';
const PAGES_CONFIGURATION = '/usr/share/glewlwyd/templates/config.json';
const TABLES = '/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3';
/** Of every new installation of Glewlwyd. */
const FIRST_LOGIN = { username: 'admin', password: 'password' };
const CLIENT = { id: 'dewpoint', secret: 'a-client-secret-of-this-test' };

/** A user of Glewlwyd. */
export interface GlewlwydUser {
  readonly name: string;
  readonly password: string;
  readonly groups: readonly string[];
}

/**
 * Glewlwyd (Debian's package `glewlwyd`), an OpenID provider that nobody here wrote, configured through its administration API as
 * docs/sign-in.md says. It lives in a folder of its own, on a port of 127.0.0.1, until it is disposed of.
 */
export class Glewlwyd implements AsyncDisposable {
  readonly issuer: string;
  readonly #api: string;
  readonly #folder: string;
  readonly #process: ChildProcess;
  #output = '';
  #cookie = '';

  private constructor(folder: string, child: ChildProcess, origin: string) {
    this.#folder = folder;
    this.#process = child;
    this.#api = `${origin}/api`;
    this.issuer = `${this.#api}/oidc`;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
  }

  /** @param productOrigin where browsers find the product that signs in here */
  static async start(productOrigin: string): Promise<Glewlwyd> {
    const program = process.env.DEWPOINT_TEST_GLEWLWYD ?? '/usr/bin/glewlwyd';
    if (!existsSync(program)) throw new Error(`${program} is missing: install Debian's package glewlwyd`);
    const folder = await mkdtemp(join(tmpdir(), 'dewpoint-glewlwyd-'));
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    makeDatabase(join(folder, 'glewlwyd.db'));
    await copyPages(join(folder, 'pages'));
    const file = join(folder, 'glewlwyd.conf');
    await writeFile(file, configuration(folder, port, origin));
    const child = spawn(program, [`--config-file=${file}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    const glewlwyd = new Glewlwyd(folder, child, origin);
    try {
      await glewlwyd.#ready();
      await glewlwyd.#configure(productOrigin);
    } catch (error) {
      await glewlwyd[Symbol.asyncDispose]();
      throw error;
    }
    return glewlwyd;
  }

  /** Settings of the product that signs in here. */
  get settings(): Settings {
    return {
      DEWPOINT_OIDC_ISSUER: this.issuer,
      DEWPOINT_OIDC_CLIENT_ID: CLIENT.id,
      DEWPOINT_OIDC_CLIENT_SECRET: CLIENT.secret,
      DEWPOINT_OIDC_SCOPE: 'openid',
    };
  }

  async addUser({ name, password, groups }: GlewlwydUser): Promise<void> {
    await this.#call('POST', '/user/', {
      username: name,
      name,
      email: `${name}@example.com`,
      password,
      scope: ['openid'],
      groups,
      enabled: true,
    });
  }

  async removeUser(name: string): Promise<void> {
    await this.#call('DELETE', `/user/${name}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline) {
      if (this.#process.exitCode !== null) throw new Error(`Glewlwyd ended: ${this.#output}`);
      const answer = await fetch(`${this.#api}/auth/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(FIRST_LOGIN),
      }).catch(() => undefined);
      if (answer?.ok) {
        this.#cookie = answer.headers
          .getSetCookie()
          .map((cookie) => cookie.split(';', 1)[0])
          .join('; ');
        return;
      }
      await delay(50);
    }
    throw new Error(`Glewlwyd was not ready in time: ${this.#output}`);
  }

  async #configure(productOrigin: string): Promise<void> {
    const users = (await this.#call('GET', '/mod/user/database')) as {
      parameters: { 'data-format': Record<string, unknown> };
    };
    users.parameters['data-format'].groups = { multiple: true, read: true, write: true };
    await this.#call('PUT', '/mod/user/database', users);
    await this.#call('PUT', '/mod/user/database/reset/');
    await this.#call('PUT', '/scope/openid', {
      name: 'openid',
      display_name: 'OpenID',
      description: 'Sign in',
      password_required: true,
      password_max_age: 0,
      scheme: {},
    });
    await this.#call('POST', '/mod/plugin/', {
      module: 'oidc',
      name: 'oidc',
      display_name: 'OpenID Connect',
      parameters: pluginParameters(this.issuer),
    });
    await this.#call('POST', '/client/', {
      client_id: CLIENT.id,
      name: 'Dewpoint',
      confidential: true,
      client_secret: CLIENT.secret,
      password: CLIENT.secret,
      redirect_uri: [`${productOrigin}/auth/callback`],
      authorization_type: ['code', 'refresh_token', 'id_token'],
      token_endpoint_auth_method: ['client_secret_basic'],
      post_logout_redirect_uri: `${productOrigin}/auth/signed-out`,
      backchannel_logout_uri: `${productOrigin}/auth/backchannel-logout`,
      scope: ['openid'],
      enabled: true,
    });
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.#api}${path}`, {
      method,
      headers: { cookie: this.#cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`Glewlwyd: ${method} ${path}: ${answer.status} ${text}\n${this.#output}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

/** Signs in on the provider's own page, from wherever the product sent the browser. */
export async function signInAtGlewlwyd(page: Page, user: GlewlwydUser): Promise<void> {
  await page.locator('#username').fill(user.name);
  await page.locator('#password').fill(user.password);
  await page.getByRole('button', { name: 'OK' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

function pluginParameters(issuer: string): Record<string, unknown> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    iss: issuer,
    'jwt-type': 'rsa',
    'jwt-key-size': '256',
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: publicKey.export({ type: 'spki', format: 'pem' }),
    'access-token-duration': 3600,
    'refresh-token-duration': 1_209_600,
    'code-duration': 600,
    'refresh-token-rolling': true,
    'session-cookie-name': 'GLEWLWYD2_OIDC_SID',
    'session-cookie-expiration': 2_419_200,
    'allow-non-oidc': false,
    'auth-type-code-enabled': true,
    'auth-type-code-revoke-replayed': true,
    'auth-type-id-token-enabled': true,
    'auth-type-refresh-enabled': true,
    'auth-type-token-enabled': false,
    'auth-type-none-enabled': false,
    'auth-type-password-enabled': false,
    'auth-type-client-enabled': false,
    'auth-type-device-enabled': false,
    'pkce-allowed': true,
    'pkce-required': true,
    'pkce-method-plain-allowed': false,
    'oauth-as-iss-id': true,
    'session-management-allowed': true,
    'front-channel-logout-allowed': false,
    'back-channel-logout-allowed': true,
    'subject-type': 'public',
    scope: [],
    'additional-parameters': [],
    claims: [
      {
        name: 'groups',
        'user-property': 'groups',
        type: 'string',
        mandatory: true,
        'on-demand': false,
        scope: [],
      },
      {
        name: 'preferred_username',
        'user-property': 'name',
        type: 'string',
        mandatory: true,
        'on-demand': false,
        scope: [],
      },
    ],
    'name-claim': 'mandatory',
    'email-claim': 'mandatory',
    'scope-claim': 'no',
  };
}

/** The package's own pages find no configuration: its link leads to a folder. */
async function copyPages(folder: string): Promise<void> {
  await cp(PAGES, folder, {
    recursive: true,
    dereference: true,
    filter: (source) => !source.endsWith('/config.json'),
  });
  await cp(PAGES_CONFIGURATION, join(folder, 'config.json'));
}

function makeDatabase(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(readFileSync(TABLES, 'utf8'));
  database.close();
}

function configuration(folder: string, port: number, origin: string): string {
  return `port=${port}
bind_address="127.0.0.1"
external_url="${origin}"
login_url="login.html"
api_prefix="api"
static_files_path="${join(folder, 'pages')}/"
log_mode="console"
log_level="INFO"
cookie_domain="localhost"
cookie_secure=0
cookie_same_site="lax"
session_expiration=2419200
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="${MODULES}/user"
client_module_path="${MODULES}/client"
user_auth_scheme_module_path="${MODULES}/scheme"
plugin_module_path="${MODULES}/plugin"
use_secure_connection=false
secure_connection_key_file="/none"
secure_connection_pem_file="/none"
secure_connection_ca_file="/none"
hash_algorithm="SHA512"
database = { type = "sqlite3" path = "${join(folder, 'glewlwyd.db')}" }
static_files_mime_types = (
  { extension = ".html" mime_type = "text/html" },
  { extension = ".css" mime_type = "text/css" },
  { extension = ".js" mime_type = "application/javascript" },
  { extension = ".json" mime_type = "application/json" },
  { extension = "*" mime_type = "application/octet-stream" }
)
`;
}
