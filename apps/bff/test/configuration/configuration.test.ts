import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ConfigurationError,
  publicOriginOf,
  readConfiguration,
} from '../../src/configuration/configuration.ts';
import { settings, settingsTable } from '../../src/configuration/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dewpoint-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(environment: Record<string, string>, yaml?: string) {
  const yamlFile = join(folder, 'dewpoint.yaml');
  if (yaml !== undefined) writeFileSync(yamlFile, yaml);
  return readConfiguration({ environment, yamlFile });
}

function problemsOf(environment: Record<string, string>, yaml?: string): string {
  try {
    read(environment, yaml);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.join('\n');
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('OPS-01 configuration', () => {
  it('has the documented defaults', () => {
    const configuration = read({});
    expect(configuration).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: undefined,
      tls: undefined,
      databaseUrl: undefined,
      adminPassword: undefined,
      account: 'default',
      region: 'local-1',
      root: { kind: 'software', passphrase: undefined },
      oidc: { kind: 'built-in' },
      egressAllow: [],
      smtp: undefined,
      quotas: { keys: 100, secrets: 200 },
      traceRetentionDays: undefined,
      metricsToken: undefined,
      logLevel: 'info',
    });
    expect(configuration.dataDir).toBe(join(process.cwd(), 'data'));
    expect(configuration.trustProxy.any).toBe(false);
    expect(publicOriginOf(configuration, 8080).origin).toBe('http://localhost:8080');
  });

  it('takes https for the default public address when it serves HTTPS itself', () => {
    const configuration = read({ DEWPOINT_TLS_CERT_FILE: 'a.pem', DEWPOINT_TLS_KEY_FILE: 'b.pem' });
    expect(publicOriginOf(configuration, 8443).origin).toBe('https://localhost:8443');
  });

  it('reads the same names from dewpoint.yaml, nested or dotted, and lets the environment win', () => {
    const yaml =
      'port: 9000\nhost: 0.0.0.0\nquota:\n  keys: 7\nquota.secrets: 8\negress:\n  allow: [10.0.0.0/8, db.internal]\n';
    expect(read({ DEWPOINT_PORT: '9001' }, yaml)).toMatchObject({
      port: 9001,
      host: '0.0.0.0',
      quotas: { keys: 7, secrets: 8 },
      egressAllow: ['10.0.0.0/8', 'db.internal'],
    });
  });

  it('reads secrets from files without their final line break', () => {
    const file = join(folder, 'pass');
    writeFileSync(file, 'correct horse\n');
    expect(read({ DEWPOINT_ROOT_KEY_PASSPHRASE_FILE: file }).root).toEqual({
      kind: 'software',
      passphrase: 'correct horse',
    });
  });

  it('treats empty text as not given', () => {
    expect(read({ DEWPOINT_PORT: '', DEWPOINT_DATABASE_URL: ' ' })).toMatchObject({
      port: 8080,
      databaseUrl: undefined,
    });
  });

  const refusals: [name: string, environment: Record<string, string>, expected: RegExp][] = [
    [
      'unknown name',
      { DEWPOINT_PROT: '1' },
      /^DEWPOINT_PROT is not a setting\. Did you mean DEWPOINT_PORT\?$/,
    ],
    ['unlike any name', { DEWPOINT_XYZZY_PLUGH: '1' }, /^DEWPOINT_XYZZY_PLUGH is not a setting\. Remove it/],
    ['port text', { DEWPOINT_PORT: 'http' }, /^DEWPOINT_PORT \("http"\) is not a port\..*0 .* to 65535/],
    ['port range', { DEWPOINT_PORT: '65536' }, /^DEWPOINT_PORT/],
    ['host', { DEWPOINT_HOST: 'http://x' }, /^DEWPOINT_HOST .*without scheme/],
    [
      'public URL',
      { DEWPOINT_PUBLIC_URL: 'example.com' },
      /^DEWPOINT_PUBLIC_URL .*https:\/\/dewpoint\.example\.com/,
    ],
    ['public URL path', { DEWPOINT_PUBLIC_URL: 'https://a.example/kms' }, /has a path.*https:\/\/a\.example/],
    [
      'certificate alone',
      { DEWPOINT_TLS_CERT_FILE: 'a' },
      /DEWPOINT_TLS_CERT_FILE is given without DEWPOINT_TLS_KEY_FILE/,
    ],
    [
      'key alone',
      { DEWPOINT_TLS_KEY_FILE: 'a' },
      /DEWPOINT_TLS_KEY_FILE is given without DEWPOINT_TLS_CERT_FILE/,
    ],
    [
      'http address of an HTTPS server',
      { DEWPOINT_TLS_CERT_FILE: 'a', DEWPOINT_TLS_KEY_FILE: 'b', DEWPOINT_PUBLIC_URL: 'http://a.example' },
      /DEWPOINT_PUBLIC_URL begins with http:/,
    ],
    ['proxy', { DEWPOINT_TRUST_PROXY: 'true' }, /DEWPOINT_TRUST_PROXY .*CIDR/],
    ['proxy range', { DEWPOINT_TRUST_PROXY: '10.0.0.0/33' }, /10\.0\.0\.0\/33/],
    [
      'database',
      { DEWPOINT_DATABASE_URL: 'mysql://u:hunter2@h/d' },
      /^DEWPOINT_DATABASE_URL is not a PostgreSQL/,
    ],
    ['region', { DEWPOINT_REGION: 'eu west' }, /DEWPOINT_REGION .*letters, digits/],
    [
      'module without tokens',
      { DEWPOINT_HSM_MODULE: 'm', DEWPOINT_HSM_PIN: '1' },
      /HSM_MODULE is given without DEWPOINT_HSM_TOKENS/,
    ],
    [
      'module without PIN',
      { DEWPOINT_HSM_MODULE: 'm', DEWPOINT_HSM_TOKENS: 'a' },
      /HSM_MODULE is given without DEWPOINT_HSM_PIN/,
    ],
    [
      'tokens without module',
      { DEWPOINT_HSM_TOKENS: 'a' },
      /HSM_TOKENS is given without DEWPOINT_HSM_MODULE/,
    ],
    [
      'passphrase and module',
      {
        DEWPOINT_HSM_MODULE: 'm',
        DEWPOINT_HSM_TOKENS: 'a',
        DEWPOINT_HSM_PIN: '1',
        DEWPOINT_ROOT_KEY_PASSPHRASE: 'p',
      },
      /both given/,
    ],
    [
      'issuer over http',
      { DEWPOINT_OIDC_ISSUER: 'http://idp.example', DEWPOINT_OIDC_CLIENT_ID: 'c' },
      /reached over https/,
    ],
    ['issuer without client', { DEWPOINT_OIDC_ISSUER: 'https://idp.example' }, /DEWPOINT_OIDC_CLIENT_ID/],
    ['client without issuer', { DEWPOINT_OIDC_CLIENT_ID: 'c' }, /without DEWPOINT_OIDC_ISSUER/],
    [
      'SMTP address',
      { DEWPOINT_SMTP_URL: 'mail:25', DEWPOINT_SMTP_FROM: 'a@b.example' },
      /DEWPOINT_SMTP_URL is not an SMTP/,
    ],
    ['SMTP without sender', { DEWPOINT_SMTP_URL: 'smtp://mail:25' }, /without DEWPOINT_SMTP_FROM/],
    ['sender', { DEWPOINT_SMTP_URL: 'smtp://mail:25', DEWPOINT_SMTP_FROM: 'nobody' }, /not an email address/],
    ['quota', { DEWPOINT_QUOTA_KEYS: '-1' }, /DEWPOINT_QUOTA_KEYS .*number of keys/],
    ['log level', { DEWPOINT_LOG_LEVEL: 'loud' }, /error, warn, info, debug/],
    [
      'unreadable secret file',
      { DEWPOINT_HSM_PIN_FILE: '/nowhere/pin' },
      /DEWPOINT_HSM_PIN_FILE names a file that cannot be read/,
    ],
    [
      'secret given twice',
      { DEWPOINT_OIDC_CLIENT_SECRET: 'a', DEWPOINT_OIDC_CLIENT_SECRET_FILE: '/x' },
      /DEWPOINT_OIDC_CLIENT_SECRET and DEWPOINT_OIDC_CLIENT_SECRET_FILE are both given/,
    ],
  ];
  it.each(refusals)('refuses %s and says the mend', (_name, environment, expected) => {
    expect(problemsOf(environment)).toMatch(expected);
  });

  it.each([
    ['an unknown key', 'prot: 1', /prot in .*dewpoint\.yaml is not a setting\. Did you mean port\?/],
    ['a bad value', 'port: many', /port in .*dewpoint\.yaml \("many"\) is not a port/],
    ['text that is not YAML', 'port: [1', /dewpoint\.yaml is not valid YAML \(line 1/],
    ['a list of maps', 'egress:\n  allow:\n    - a: 1', /egress\.allow holds a list of something else/],
    ['a lone word', 'hello', /holds no settings/],
  ])('refuses %s in the file', (_name, yaml, expected) => {
    expect(problemsOf({}, yaml)).toMatch(expected);
  });

  it('tells every mistake of one start at once', () => {
    const problems = problemsOf({ DEWPOINT_PORT: 'x', DEWPOINT_QUOTA_KEYS: 'y', DEWPOINT_NOPE_NOPE: 'z' });
    expect(problems.split('\n')).toHaveLength(3);
  });

  it('never repeats a secret', () => {
    const secret = 'hunter2-hunter2';
    const problems = problemsOf({
      DEWPOINT_DATABASE_URL: `mysql://u:${secret}@h/d`,
      DEWPOINT_SMTP_URL: `http://u:${secret}@h`,
    });
    expect(problems).toContain('DEWPOINT_DATABASE_URL');
    expect(problems).toContain('DEWPOINT_SMTP_URL');
    expect(problems).not.toContain(secret);
  });

  it('leaves names of the test tooling alone', () => {
    expect(read({ DEWPOINT_VECTORS: '/x' }).port).toBe(8080);
  });
});

describe('OPS-01 documentation of the settings', () => {
  it('is one row a setting, from the table that drives parsing', () => {
    const rows = settingsTable().split('\n').slice(2);
    expect(rows).toHaveLength(Object.keys(settings).length);
    expect(rows).toContain('| `DEWPOINT_PORT` | `8080` | port it listens on; 0 takes any free port |');
    expect(rows.find((row) => row.includes('HSM_PIN'))).toMatch(
      /^\| `DEWPOINT_HSM_PIN` \(or `…_FILE`\) \| – \|/,
    );
  });

  it('stands in the README as it is', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../../../README.md'), 'utf8');
    expect(readme).toContain(settingsTable());
  });

  it('has every secret marked, so that no message can show one', () => {
    const secrets = Object.values(settings)
      .filter((s) => s.secret)
      .map((s) => s.name);
    expect(secrets.sort()).toEqual([
      'DEWPOINT_ADMIN_PASSWORD',
      'DEWPOINT_DATABASE_URL',
      'DEWPOINT_HSM_PIN',
      'DEWPOINT_METRICS_TOKEN',
      'DEWPOINT_OIDC_CLIENT_SECRET',
      'DEWPOINT_ROOT_KEY_PASSPHRASE',
      'DEWPOINT_SMTP_URL',
    ]);
  });
});
