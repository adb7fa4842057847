import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { freePort } from './free-port.ts';
import { configuration, copyPages, makeDatabase, pluginParameters } from './glewlwyd-configuration.ts';
import type { Settings } from './product.ts';

const READY_WITHIN_MS = 30_000;
/** Of every new installation of Glewlwyd. */
const FIRST_LOGIN = { username: 'admin', password: 'password' };
/** A program of its own, which asks for tokens to be used at the product. */
const PROGRAM = {
  id: 'reports',
  secret: 'another-client-secret-of-this-test',
  redirect: 'http://localhost:9/back',
};
/** A resource server that is somebody else's. */
export const OTHER_RESOURCE = 'http://localhost:9/other';
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

  /** Puts a user into other groups than before. */
  async moveUser(name: string, groups: readonly string[]): Promise<void> {
    const user = (await this.#call('GET', `/user/${name}`)) as Record<string, unknown>;
    await this.#call('PUT', `/user/${name}`, { ...user, groups });
  }

  /**
   * An access token for a program, as the user of this browser, who is signed in at Glewlwyd, lets it have one.
   *
   * @param resource where it is to be used (RFC 8707); without one Glewlwyd makes it for the scope
   */
  async accessToken(page: Page, resource?: string): Promise<string> {
    const ask = new URL(`${this.#api}/oidc/auth`);
    const verifier = randomBytes(32).toString('base64url');
    const asked = {
      response_type: 'code',
      client_id: PROGRAM.id,
      redirect_uri: PROGRAM.redirect,
      scope: 'openid',
      state: 'x',
      nonce: randomBytes(8).toString('hex'),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...(resource === undefined ? {} : { resource }),
    };
    for (const [name, value] of Object.entries(asked)) ask.searchParams.set(name, value);
    const back = page.waitForRequest((request) => request.url().startsWith(PROGRAM.redirect));
    // Nobody listens where the browser is sent back to: the address alone is wanted.
    await page.goto(ask.href).catch(() => undefined);
    await page
      .getByRole('button', { name: 'Continue' })
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    const code = new URL((await back).url()).searchParams.get('code') ?? '';
    const answer = await fetch(`${this.#api}/oidc/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${PROGRAM.id}:${PROGRAM.secret}`).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: PROGRAM.redirect,
        code_verifier: verifier,
        ...(resource === undefined ? {} : { resource }),
      }),
    });
    const body = (await answer.json()) as { access_token?: string };
    if (body.access_token === undefined)
      throw new Error(`Glewlwyd: no access token: ${answer.status} ${JSON.stringify(body)}`);
    return body.access_token;
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
    await this.#addProperty('groups');
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
      parameters: pluginParameters(this.issuer, [productOrigin, OTHER_RESOURCE]),
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
    await this.#call('POST', '/client/', {
      client_id: PROGRAM.id,
      name: 'Reports',
      confidential: true,
      client_secret: PROGRAM.secret,
      password: PROGRAM.secret,
      redirect_uri: [PROGRAM.redirect],
      authorization_type: ['code'],
      token_endpoint_auth_method: ['client_secret_basic'],
      scope: ['openid'],
      enabled: true,
    });
  }

  /** Has users take a property with several values. */
  async #addProperty(name: string): Promise<void> {
    const path = '/mod/user/database';
    const module = (await this.#call('GET', path)) as {
      parameters: { 'data-format': Record<string, unknown> };
    };
    module.parameters['data-format'][name] = { multiple: true, read: true, write: true };
    await this.#call('PUT', path, module);
    await this.#call('PUT', `${path}/reset/`);
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

/** Gives the password once more where the provider asks the user who is signed in there again. */
export async function signInAgainAtGlewlwyd(page: Page, user: GlewlwydUser): Promise<void> {
  // The page fills in the name by itself, after a while.
  await expect(page.locator('#username')).toHaveValue(user.name);
  await page.locator('#password').fill(user.password);
  await page.getByRole('button', { name: 'OK' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
