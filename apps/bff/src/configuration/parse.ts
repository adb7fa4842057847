import { BlockList, isIP } from 'node:net';
import { isEgressEntry } from '@dewpoint/engine';

/** A value that a setting cannot have. The message says what is wrong and what to write instead, and never repeats a secret. */
export class SettingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingError';
  }
}

/** A parser takes the text of a setting (never empty) and returns its value or throws `SettingError`. */
export type Parse<Value> = (text: string) => Value;

export const text: Parse<string> = (value) => value;

export const port: Parse<number> = (value) => {
  const number = wholeNumber(value);
  if (number === undefined || number > 65_535)
    throw new SettingError('is not a port. Write a whole number from 0 (any free port) to 65535.');
  return number;
};

/** Whole number of at least `min`. */
export function integerFrom(min: number, unit: string): Parse<number> {
  return (value) => {
    const number = wholeNumber(value);
    if (number === undefined || number < min)
      throw new SettingError(`is not a number of ${unit}. Write a whole number of at least ${min}.`);
    return number;
  };
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): Parse<Word> {
  return (value) => {
    const found = words.find((word) => word === value.toLowerCase());
    if (found === undefined) throw new SettingError(`is not known. Write one of: ${words.join(', ')}.`);
    return found;
  };
}

/** Host name or IP address to listen on. */
export const host: Parse<string> = (value) => {
  if (isIP(value) === 0 && !/^(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*$/.test(value))
    throw new SettingError(
      'is not a host. Write an IP address or a host name without scheme and port, for example 127.0.0.1.',
    );
  return value;
};

/** Scheme, host and port of a web origin, without a path. */
export const origin: Parse<URL> = (value) => {
  const url = webUrl(value);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new SettingError(
      `has a path. The product needs an origin of its own: write ${url.protocol}//${url.host}.`,
    );
  return url;
};

/** OpenID issuer identifier (OpenID Connect Core 1.0 §16.15: https; http is taken for loopback only). */
export const issuerUrl: Parse<string> = (value) => {
  const url = webUrl(value);
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    throw new SettingError(
      'uses http. An issuer is reached over https; http is taken only for an issuer on this machine (localhost, 127.0.0.1).',
    );
  if (url.search !== '' || url.hash !== '')
    throw new SettingError('has a query or a fragment. Write the issuer exactly as the provider shows it.');
  return value;
};

export const postgresUrl: Parse<string> = (value) => {
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value))
    throw new SettingError('is not a PostgreSQL address. Write postgres://user:password@host:5432/database.');
  return value;
};

export const smtpUrl: Parse<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    throw new SettingError('is not an SMTP address. Write smtp://user:password@host:port.');
  return value;
};

export const emailAddress: Parse<string> = (value) => {
  if (!/^([^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/.test(value))
    throw new SettingError('is not an email address. Write for example dewpoint@example.com.');
  return value;
};

/** Comma-separated words without blanks around them; at least one. */
export const list: Parse<readonly string[]> = (value) => {
  const words = value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) throw new SettingError('is an empty list. Write names separated by commas.');
  return words;
};

/** Our name of a group by the provider's: `theirs=ours`, comma-separated. */
export const groupsMap: Parse<ReadonlyMap<string, string>> = (value) => {
  const map = new Map<string, string>();
  for (const entry of list(value)) {
    const [theirs, ours, ...rest] = entry.split('=').map((name) => name.trim());
    if (!theirs || !ours || rest.length > 0)
      throw new SettingError(
        `has ${JSON.stringify(entry)}, which is no pair. Write their name, an equals sign and our name, for example kms-admins=administrators.`,
      );
    if (map.has(theirs))
      throw new SettingError(`names ${JSON.stringify(theirs)} twice. Give each of their groups one of ours.`);
    map.set(theirs, ours);
  }
  return map;
};

/** Scope of OAuth 2.0 (RFC 6749 §3.3) that asks for an ID token. */
export const scope: Parse<string> = (value) => {
  const tokens = value.split(/ +/);
  if (!tokens.every((token) => /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(token)) || !tokens.includes('openid'))
    throw new SettingError(
      'is not a scope for sign-in. Write names separated by spaces, openid among them, for example openid profile email.',
    );
  return tokens.join(' ');
};

/** Hosts, IP addresses and CIDR ranges that the product may connect to although they are private. */
export const egressEntries: Parse<readonly string[]> = (value) => {
  const entries = list(value);
  const wrong = entries.find((entry) => !isEgressEntry(entry));
  if (wrong !== undefined) {
    throw new SettingError(
      `holds ${wrong}, which is no host name, IP address or CIDR range. Write them without scheme and port, separated by commas.`,
    );
  }
  return entries;
};

/** Name of an account or region, as it appears in paths and policies. */
export const resourceName: Parse<string> = (value) => {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(value))
    throw new SettingError(
      'is not a name. Write 1 to 64 letters, digits, - or _, beginning with a letter or digit.',
    );
  return value;
};

/** Addresses whose forwarded headers count. `off` means none, `loopback` this machine. */
export interface TrustedProxies {
  readonly any: boolean;
  includes(address: string): boolean;
}

export const noProxies: TrustedProxies = { any: false, includes: () => false };

export const trustedProxies: Parse<TrustedProxies> = (value) => {
  if (value.toLowerCase() === 'off') return noProxies;
  const block = new BlockList();
  for (const entry of list(value)) addTrusted(block, entry);
  return {
    any: true,
    includes: (address) => {
      const family = isIP(address);
      return family !== 0 && block.check(address, family === 6 ? 'ipv6' : 'ipv4');
    },
  };
};

function addTrusted(block: BlockList, entry: string): void {
  if (entry.toLowerCase() === 'loopback') {
    block.addSubnet('127.0.0.0', 8, 'ipv4');
    block.addAddress('::1', 'ipv6');
    return;
  }
  const [address = '', prefix, ...rest] = entry.split('/');
  const family = isIP(address);
  const bits = prefix === undefined ? undefined : wholeNumber(prefix);
  const widest = family === 6 ? 128 : 32;
  const badPrefix = prefix !== undefined && (bits === undefined || bits > widest);
  if (family === 0 || rest.length > 0 || badPrefix)
    throw new SettingError(
      `names ${JSON.stringify(entry)}, which is no proxy address. Write IP addresses, CIDR ranges such as 10.0.0.0/8, the word loopback, or off.`,
    );
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) block.addAddress(address, kind);
  else block.addSubnet(address, bits, kind);
}

/** True for the names and addresses of this machine itself, as they stand in a URL. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare === '::1' ||
    (isIP(bare) === 4 && bare.startsWith('127.'))
  );
}

function webUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new SettingError('is not a web address. Write for example https://dewpoint.example.com.');
  if (url.username !== '' || url.password !== '')
    throw new SettingError('holds a user name or password. Write the address without them.');
  return url;
}

function wholeNumber(value: string): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
