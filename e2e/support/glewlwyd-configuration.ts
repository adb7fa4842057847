import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where Debian's package puts the modules, the pages and the tables of an empty installation. */
const MODULES = '/usr/lib/glewlwyd';
const PAGES = '/usr/share/glewlwyd/webapp';
const PAGES_CONFIGURATION = '/usr/share/glewlwyd/templates/config.json';
const TABLES = '/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3';

/** Parameters of Glewlwyd's plugin *OpenID Connect*, as docs/sign-in.md says. @param resources where access tokens may be used (RFC 8707) */
export function pluginParameters(issuer: string, resources: readonly string[]): Record<string, unknown> {
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
    // Without it Glewlwyd's own page of sign-out does not get what it needs to go on.
    'front-channel-logout-allowed': true,
    'back-channel-logout-allowed': true,
    'subject-type': 'public',
    'resource-allowed': true,
    'resource-scope': { openid: resources },
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
export async function copyPages(folder: string): Promise<void> {
  await cp(PAGES, folder, {
    recursive: true,
    dereference: true,
    filter: (source) => !source.endsWith('/config.json'),
  });
  await cp(PAGES_CONFIGURATION, join(folder, 'config.json'));
}

/** The tables of an empty installation. */
export function makeDatabase(file: string): void {
  const database = new DatabaseSync(file);
  database.exec(readFileSync(TABLES, 'utf8'));
  database.close();
}

/** Its configuration file. @param folder of this installation */
export function configuration(folder: string, port: number, origin: string): string {
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
