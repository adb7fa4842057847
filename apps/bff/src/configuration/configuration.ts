import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NewUserRule } from '@dewpoint/engine';
import { nearestName } from './nearest-name.ts';
import { isLoopbackHost, noProxies, SettingError, type TrustedProxies } from './parse.ts';
import {
  type AuthTimeRule,
  type GivenSettings,
  type LogLevel,
  type Setting,
  settings,
  toolingNames,
  yamlKeyOf,
} from './settings.ts';
import { readYamlSettings } from './yaml-file.ts';

/** The validated configuration of one start. */
export interface Configuration {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Origin that browsers use; absent until the port is known when none is given. */
  readonly publicUrl: URL | undefined;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly trustProxy: TrustedProxies;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly adminPassword: string | undefined;
  readonly account: string;
  readonly region: string;
  readonly root:
    | { readonly kind: 'software'; readonly passphrase: string | undefined }
    | {
        readonly kind: 'pkcs11';
        readonly module: string;
        readonly tokens: readonly string[];
        readonly pin: string;
      };
  readonly oidc:
    | { readonly kind: 'built-in' }
    | {
        readonly kind: 'foreign';
        readonly issuer: string;
        readonly clientId: string;
        readonly clientSecret: string | undefined;
        readonly groupsClaim: string;
        /** Our name by theirs; absent: groups of the same name. */
        readonly groupsMap: ReadonlyMap<string, string> | undefined;
        readonly scope: string;
        readonly newUsers: NewUserRule;
        readonly stepUpAcr: string | undefined;
        readonly authTime: AuthTimeRule;
      };
  readonly egressAllow: readonly string[];
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  readonly quotas: { readonly keys: number; readonly secrets: number };
  /** Days that traces are kept; absent: for ever. */
  readonly traceRetentionDays: number | undefined;
  readonly metricsToken: string | undefined;
  readonly logLevel: LogLevel;
}

/** The start is refused: every problem found, each naming the setting, what is wrong and the mend. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

export interface ConfigurationSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Optional file; the environment wins over it. */
  readonly yamlFile: string;
}

/** Reads and checks everything at once, so that one failed start tells every mistake. Throws `ConfigurationError`. */
export function readConfiguration(sources: ConfigurationSources): Configuration {
  const problems: string[] = [];
  const given = readGiven(sources, problems);
  checkTogether(given, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return assemble(given);
}

/** A name as it is given somewhere, and the text given for it. */
interface Raw {
  readonly shownName: string;
  readonly text: string;
}

function readGiven(sources: ConfigurationSources, problems: string[]): GivenSettings {
  const raw = collectRaw(sources, problems);
  const given: Record<string, unknown> = {};
  for (const [key, definition] of Object.entries(settings)) {
    const found = rawTextOf(definition, raw, problems);
    if (!found) continue;
    try {
      given[key] = definition.parse(found.text);
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      const shown = definition.secret ? '' : ` (${JSON.stringify(found.text)})`;
      problems.push(`${found.shownName}${shown} ${error.message}`);
    }
  }
  return given;
}

/** Everything given under a known name; an unknown name is a problem. Empty text counts as not given. */
function collectRaw(sources: ConfigurationSources, problems: string[]): ReadonlyMap<string, Raw> {
  const names = knownNames();
  const raw = new Map<string, Raw>();
  const yaml = readYamlSettings(sources.yamlFile);
  problems.push(...yaml.problems);
  const nameOfKey = new Map(names.map((name) => [yamlKeyOf(name), name]));
  for (const [key, value] of yaml.values) {
    const name = nameOfKey.get(key);
    const near = name ? undefined : nearestName(key, [...nameOfKey.keys()]);
    if (!name) problems.push(unknownName(`${key} in ${sources.yamlFile}`, near));
    else if (value.trim() !== '')
      raw.set(name, { shownName: `${key} in ${sources.yamlFile}`, text: value.trim() });
  }
  for (const [name, value] of Object.entries(sources.environment)) {
    if (!name.startsWith('DEWPOINT_') || toolingNames.includes(name)) continue;
    if (!names.includes(name)) problems.push(unknownName(name, nearestName(name, names)));
    else if (value !== undefined && value.trim() !== '')
      raw.set(name, { shownName: name, text: value.trim() });
  }
  return raw;
}

function rawTextOf(
  definition: Setting<unknown>,
  raw: ReadonlyMap<string, Raw>,
  problems: string[],
): Raw | undefined {
  const direct = raw.get(definition.name);
  if (!definition.fileVariant) return direct;
  const viaFile = raw.get(`${definition.name}_FILE`);
  if (!viaFile) return direct;
  if (direct) {
    problems.push(`${direct.shownName} and ${viaFile.shownName} are both given. Keep one of them.`);
    return undefined;
  }
  try {
    // Editors and `echo` end files with a line break that is no part of the secret.
    const content = readFileSync(viaFile.text, 'utf8').replace(/\r?\n$/, '');
    if (content !== '') return { shownName: viaFile.shownName, text: content };
    problems.push(`${viaFile.shownName} names an empty file. Write the secret into ${viaFile.text}.`);
  } catch {
    problems.push(
      `${viaFile.shownName} names a file that cannot be read: ${viaFile.text}. Check the path and its mode.`,
    );
  }
  return undefined;
}

function knownNames(): readonly string[] {
  return Object.values(settings).flatMap((s) => (s.fileVariant ? [s.name, `${s.name}_FILE`] : [s.name]));
}

function unknownName(shown: string, near: string | undefined): string {
  const mend = near ? `Did you mean ${near}?` : 'Remove it; the README lists every setting.';
  return `${shown} is not a setting. ${mend}`;
}

/** Settings that only make sense together. */
function checkTogether(given: GivenSettings, problems: string[]): void {
  const needs = (present: unknown, name: string, missing: unknown, other: string, mend: string) => {
    if (present !== undefined && missing === undefined)
      problems.push(`${name} is given without ${other}. ${mend}`);
  };
  const s = settings;
  const bothTls = 'Give certificate and key, or neither.';
  needs(given.tlsCertFile, s.tlsCertFile.name, given.tlsKeyFile, s.tlsKeyFile.name, bothTls);
  needs(given.tlsKeyFile, s.tlsKeyFile.name, given.tlsCertFile, s.tlsCertFile.name, bothTls);
  const hsm = 'An HSM needs module, tokens and PIN.';
  needs(given.hsmModule, s.hsmModule.name, given.hsmTokens, s.hsmTokens.name, hsm);
  needs(given.hsmModule, s.hsmModule.name, given.hsmPin, s.hsmPin.name, hsm);
  needs(given.hsmTokens, s.hsmTokens.name, given.hsmModule, s.hsmModule.name, hsm);
  needs(given.hsmPin, s.hsmPin.name, given.hsmModule, s.hsmModule.name, hsm);
  if (given.hsmModule !== undefined && given.rootKeyPassphrase !== undefined)
    problems.push(
      `${s.rootKeyPassphrase.name} and ${s.hsmModule.name} are both given, but there is one root key. Keep the passphrase for a software root key or the module for an HSM.`,
    );
  needs(
    given.oidcIssuer,
    s.oidcIssuer.name,
    given.oidcClientId,
    s.oidcClientId.name,
    'Register a client there and give its ID.',
  );
  const issuer = 'Give the issuer, or remove it to use the built-in one.';
  needs(given.oidcClientId, s.oidcClientId.name, given.oidcIssuer, s.oidcIssuer.name, issuer);
  needs(given.oidcClientSecret, s.oidcClientSecret.name, given.oidcIssuer, s.oidcIssuer.name, issuer);
  for (const key of [
    'oidcGroupsClaim',
    'oidcGroupsMap',
    'oidcScope',
    'oidcNewUsers',
    'oidcStepUpAcr',
    'oidcAuthTime',
  ] as const)
    needs(given[key], s[key].name, given.oidcIssuer, s.oidcIssuer.name, issuer);
  const mail = 'Email needs both.';
  needs(given.smtpUrl, s.smtpUrl.name, given.smtpFrom, s.smtpFrom.name, mail);
  needs(given.smtpFrom, s.smtpFrom.name, given.smtpUrl, s.smtpUrl.name, mail);
  if (given.tlsCertFile !== undefined && given.publicUrl?.protocol === 'http:')
    problems.push(
      `${s.publicUrl.name} begins with http: although ${s.tlsCertFile.name} makes this an HTTPS server. Write https:.`,
    );
}

function assemble(given: GivenSettings): Configuration {
  return {
    host: given.host ?? '127.0.0.1',
    port: given.port ?? 8080,
    publicUrl: given.publicUrl,
    tls:
      given.tlsCertFile === undefined || given.tlsKeyFile === undefined
        ? undefined
        : { certFile: resolve(given.tlsCertFile), keyFile: resolve(given.tlsKeyFile) },
    trustProxy: given.trustProxy ?? noProxies,
    dataDir: resolve(given.dataDir ?? './data'),
    databaseUrl: given.databaseUrl,
    adminPassword: given.adminPassword,
    account: given.account ?? 'default',
    region: given.region ?? 'local-1',
    root:
      given.hsmModule === undefined
        ? { kind: 'software', passphrase: given.rootKeyPassphrase }
        : { kind: 'pkcs11', module: given.hsmModule, tokens: given.hsmTokens ?? [], pin: given.hsmPin ?? '' },
    oidc:
      given.oidcIssuer === undefined
        ? { kind: 'built-in' }
        : {
            kind: 'foreign',
            issuer: given.oidcIssuer,
            clientId: given.oidcClientId ?? '',
            clientSecret: given.oidcClientSecret,
            groupsClaim: given.oidcGroupsClaim ?? 'groups',
            groupsMap: given.oidcGroupsMap,
            scope: given.oidcScope ?? 'openid profile email',
            newUsers: given.oidcNewUsers ?? 'anyone',
            stepUpAcr: given.oidcStepUpAcr,
            authTime: given.oidcAuthTime ?? 'required',
          },
    egressAllow: given.egressAllow ?? [],
    smtp:
      given.smtpUrl === undefined || given.smtpFrom === undefined
        ? undefined
        : { url: given.smtpUrl, from: given.smtpFrom },
    quotas: { keys: given.quotaKeys ?? 100, secrets: given.quotaSecrets ?? 200 },
    traceRetentionDays: given.traceRetentionDays,
    metricsToken: given.metricsToken,
    logLevel: given.logLevel ?? 'info',
  };
}

/** The origin that browsers use, once the port is known. */
export function publicOriginOf(configuration: Configuration, listeningPort: number): URL {
  if (configuration.publicUrl) return configuration.publicUrl;
  return new URL(`${configuration.tls ? 'https' : 'http'}://localhost:${listeningPort}`);
}

/** True where session cookies would travel in clear over a network. */
export function isCleartextNetwork(publicUrl: URL): boolean {
  return publicUrl.protocol === 'http:' && !isLoopbackHost(publicUrl.hostname);
}
