import {
  egressEntries,
  emailAddress,
  groupsMap,
  host,
  integerFrom,
  issuerUrl,
  list,
  oneOf,
  origin,
  type Parse,
  port,
  postgresUrl,
  resourceName,
  scope,
  smtpUrl,
  text,
  trustedProxies,
} from './parse.ts';

/** One setting: what drives parsing, the messages of a refused start and the table in the README. */
export interface Setting<Value> {
  /** Environment name. In `dewpoint.yaml` the same without prefix, lower-case with dots. */
  readonly name: `DEWPOINT_${string}`;
  /** The default as documents show it; `–` when there is none. */
  readonly shownDefault: string;
  readonly meaning: string;
  readonly parse: Parse<Value>;
  /** Its value is never shown: not in messages, not in logs. */
  readonly secret?: true;
  /** Also read from the file that `<name>_FILE` names. */
  readonly fileVariant?: true;
}

function setting<Value>(definition: Setting<Value>): Setting<Value> {
  return definition;
}

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export const newUserRules = ['anyone', 'members', 'nobody'] as const;
export const authTimeRules = ['required', 'assumed'] as const;
/** What a sign-in counts as of which a foreign provider does not say when it asked the user. */
export type AuthTimeRule = (typeof authTimeRules)[number];
export type LogLevel = (typeof logLevels)[number];

/** Every setting, in the order of the documents. Adding one here is all it takes to have it parsed, checked and documented. */
export const settings = {
  host: setting({
    name: 'DEWPOINT_HOST',
    shownDefault: '127.0.0.1',
    meaning: 'address it listens on: console, console API, REST API and built-in issuer on one origin',
    parse: host,
  }),
  port: setting({
    name: 'DEWPOINT_PORT',
    shownDefault: '8080',
    meaning: 'port it listens on; 0 takes any free port',
    parse: port,
  }),
  publicUrl: setting({
    name: 'DEWPOINT_PUBLIC_URL',
    shownDefault: 'http://localhost:<port>',
    meaning: 'origin that browsers use',
    parse: origin,
  }),
  tlsCertFile: setting({
    name: 'DEWPOINT_TLS_CERT_FILE',
    shownDefault: '–',
    meaning: 'PEM certificate chain: serve HTTPS itself',
    parse: text,
  }),
  tlsKeyFile: setting({
    name: 'DEWPOINT_TLS_KEY_FILE',
    shownDefault: '–',
    meaning: 'PEM private key of the certificate',
    parse: text,
  }),
  trustProxy: setting({
    name: 'DEWPOINT_TRUST_PROXY',
    shownDefault: 'off',
    meaning:
      'proxies whose forwarded headers count: IP addresses, CIDR ranges or `loopback`, comma-separated',
    parse: trustedProxies,
  }),
  dataDir: setting({
    name: 'DEWPOINT_DATA_DIR',
    shownDefault: './data',
    meaning: 'SQLite file, sealed root key, backups',
    parse: text,
  }),
  databaseUrl: setting({
    name: 'DEWPOINT_DATABASE_URL',
    shownDefault: '–',
    meaning: '`postgres://…`: use PostgreSQL; absent: SQLite in the data folder',
    parse: postgresUrl,
    secret: true,
  }),
  adminPassword: setting({
    name: 'DEWPOINT_ADMIN_PASSWORD',
    shownDefault: 'random, printed once',
    meaning: 'password of user `admin` at the very first start; ignored later',
    parse: text,
    secret: true,
  }),
  account: setting({
    name: 'DEWPOINT_ACCOUNT',
    shownDefault: 'default',
    meaning: 'name of the first account',
    parse: resourceName,
  }),
  region: setting({
    name: 'DEWPOINT_REGION',
    shownDefault: 'local-1',
    meaning: 'region; the first project of an account has its name',
    parse: resourceName,
  }),
  rootKeyPassphrase: setting({
    name: 'DEWPOINT_ROOT_KEY_PASSPHRASE',
    shownDefault: '–',
    meaning:
      'seals the software root key; without it the key file is protected by file mode only, and every start and the console say so',
    parse: text,
    secret: true,
    fileVariant: true,
  }),
  hsmModule: setting({
    name: 'DEWPOINT_HSM_MODULE',
    shownDefault: '–',
    meaning: 'path of a PKCS#11 module: the root key lives there',
    parse: text,
  }),
  hsmTokens: setting({
    name: 'DEWPOINT_HSM_TOKENS',
    shownDefault: '–',
    meaning: 'token labels, comma-separated, in order of preference',
    parse: list,
  }),
  hsmPin: setting({
    name: 'DEWPOINT_HSM_PIN',
    shownDefault: '–',
    meaning: 'user PIN of the tokens',
    parse: text,
    secret: true,
    fileVariant: true,
  }),
  oidcIssuer: setting({
    name: 'DEWPOINT_OIDC_ISSUER',
    shownDefault: 'built-in issuer',
    meaning: 'any OpenID provider instead of the built-in one',
    parse: issuerUrl,
  }),
  oidcClientId: setting({
    name: 'DEWPOINT_OIDC_CLIENT_ID',
    shownDefault: '–',
    meaning: 'client ID at that provider',
    parse: text,
  }),
  oidcClientSecret: setting({
    name: 'DEWPOINT_OIDC_CLIENT_SECRET',
    shownDefault: '–',
    meaning: 'client secret at that provider; absent: a public client with PKCE',
    parse: text,
    secret: true,
    fileVariant: true,
  }),
  oidcGroupsClaim: setting({
    name: 'DEWPOINT_OIDC_GROUPS_CLAIM',
    shownDefault: 'groups',
    meaning:
      'claim that lists the groups of a user, in the ID token or else at the userinfo endpoint; `a.b` names a claim inside of another',
    parse: text,
  }),
  oidcGroupsMap: setting({
    name: 'DEWPOINT_OIDC_GROUPS_MAP',
    shownDefault: '–',
    meaning:
      '`their name=our name`, comma-separated: only these groups of the claim count; absent: groups of the same name',
    parse: groupsMap,
  }),
  oidcScope: setting({
    name: 'DEWPOINT_OIDC_SCOPE',
    shownDefault: 'openid profile email',
    meaning:
      'what sign-in asks the provider for, separated by spaces; some need `groups` for the claim, or `offline_access` to be asked again during a session',
    parse: scope,
  }),
  oidcNewUsers: setting({
    name: 'DEWPOINT_OIDC_NEW_USERS',
    shownDefault: 'anyone',
    meaning:
      'whom the first sign-in makes a user of: `anyone` (without any permission), `members` of a group that exists here, `nobody`',
    parse: oneOf(newUserRules),
  }),
  oidcStepUpAcr: setting({
    name: 'DEWPOINT_OIDC_STEP_UP_ACR',
    shownDefault: '–',
    meaning:
      'authentication context (`acr`) that the confirmation of an irreversible act must have; absent: any fresh sign-in',
    parse: text,
  }),
  oidcAuthTime: setting({
    name: 'DEWPOINT_OIDC_AUTH_TIME',
    shownDefault: 'required',
    meaning:
      'a sign-in of which the provider does not say when it asked the user (`auth_time`): `required` never counts as fresh for irreversible acts, `assumed` counts as of now',
    parse: oneOf(authTimeRules),
  }),
  egressAllow: setting({
    name: 'DEWPOINT_EGRESS_ALLOW',
    shownDefault: '–',
    meaning:
      'hosts, IPs or CIDRs, comma-separated, that webhooks and rotation targets may reach although they are private or loopback',
    parse: egressEntries,
  }),
  smtpUrl: setting({
    name: 'DEWPOINT_SMTP_URL',
    shownDefault: '–',
    meaning: '`smtp://user:pass@host:port`; without it email subscriptions are refused with that reason',
    parse: smtpUrl,
    secret: true,
  }),
  smtpFrom: setting({
    name: 'DEWPOINT_SMTP_FROM',
    shownDefault: '–',
    meaning:
      'sender of emails: `dewpoint@example.com` or `Dewpoint <dewpoint@example.com>`; required with `DEWPOINT_SMTP_URL`',
    parse: emailAddress,
  }),
  quotaKeys: setting({
    name: 'DEWPOINT_QUOTA_KEYS',
    shownDefault: '100',
    meaning: 'custom keys per account',
    parse: integerFrom(0, 'keys'),
  }),
  quotaSecrets: setting({
    name: 'DEWPOINT_QUOTA_SECRETS',
    shownDefault: '200',
    meaning: 'secrets per account',
    parse: integerFrom(0, 'secrets'),
  }),
  traceRetentionDays: setting({
    name: 'DEWPOINT_TRACE_RETENTION_DAYS',
    shownDefault: '–',
    meaning:
      'days that traces are kept; absent: for ever. Hashes stay, so that the rest can still be verified',
    parse: integerFrom(1, 'days'),
  }),
  metricsToken: setting({
    name: 'DEWPOINT_METRICS_TOKEN',
    shownDefault: '–',
    meaning: 'bearer token that opens `/metrics` to other than loopback',
    parse: text,
    secret: true,
  }),
  logLevel: setting({
    name: 'DEWPOINT_LOG_LEVEL',
    shownDefault: 'info',
    meaning: `JSON lines on standard output: ${logLevels.join(', ')}`,
    parse: oneOf(logLevels),
  }),
};

export type SettingKey = keyof typeof settings;
/** Every setting that was given, parsed. */
export type GivenSettings = {
  readonly [Key in SettingKey]?: (typeof settings)[Key] extends Setting<infer Value> ? Value : never;
};

/** Names of the same prefix that the project's own tests and scripts read and the server has no use for. */
export const toolingNames: readonly string[] = ['DEWPOINT_VECTORS', 'DEWPOINT_LONG'];

/** `DEWPOINT_TLS_CERT_FILE` → `tls.cert.file` */
export function yamlKeyOf(name: string): string {
  return name.slice('DEWPOINT_'.length).toLowerCase().replaceAll('_', '.');
}

/** The configuration table of the README, one Markdown row a setting. */
export function settingsTable(): string {
  const rows = Object.values(settings).map((entry) => {
    const names = `\`${entry.name}\`${entry.fileVariant ? ' (or `…_FILE`)' : ''}`;
    const shown = /^(–|built-in issuer|random, printed once)$/.test(entry.shownDefault)
      ? entry.shownDefault
      : `\`${entry.shownDefault}\``;
    return `| ${names} | ${shown} | ${entry.meaning} |`;
  });
  return ['| Name | Default | Meaning |', '|---|---|---|', ...rows].join('\n');
}
