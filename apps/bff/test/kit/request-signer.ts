import { createHash, createHmac } from 'node:crypto';

/**
 * A client's side of request signing, written from the description of the algorithm alone (canonical request, string to sign,
 * signature); it shares no code with the product.
 */
export interface RequestToSign {
  readonly method: string;
  /** Path as the client's programmer thinks of it: no percent-encoding. */
  readonly path: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** All of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SigningKey {
  readonly access: string;
  readonly secret: string;
}

export interface SignOptions {
  /** `sha256`: SDK-HMAC-SHA256. `sm3`: SDK-HMAC-SM3. With a scope: V11-HMAC-SHA256. */
  readonly digest?: 'sha256' | 'sm3';
  readonly scope?: string;
  /** Signs the path as it is sent, encoded or not, like the Node SDK. */
  readonly encodeTwice?: boolean;
  /** Signed in the place of the digest of the body. */
  readonly payload?: string;
}

export interface SignedRequest {
  /** For the request line. */
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly canonicalRequest: string;
}

const plain = new Set([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~']);

export function encode(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    out += plain.has(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

export function sdkDate(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '')}Z`;
}

const hexOf = (text: string) => Buffer.from(text, 'utf8').toString('hex');
/** Sorts by the bytes of the name, then of the value: the space goes before every digit. */
const orderOf = ([name, value]: readonly [string, string]) => `${hexOf(name)} ${hexOf(value)}`;

export function sign(request: RequestToSign, key: SigningKey, options: SignOptions = {}): SignedRequest {
  const { digest = 'sha256', scope, encodeTwice = false } = options;
  const sentPath = request.path.split('/').map(encode).join('/');
  const signedPath = encodeTwice ? sentPath.split('/').map(encode).join('/') : sentPath;
  const pairs = [...(request.query ?? [])].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const query = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  const names = Object.keys(request.headers)
    .map((name) => name.toLowerCase())
    .sort();
  const headerValue = (name: string) =>
    Object.entries(request.headers)
      .find(([other]) => other.toLowerCase() === name)?.[1]
      .trim() ?? '';
  const hexDigest = (bytes: string | Buffer) => createHash(digest).update(bytes).digest('hex');
  const canonicalRequest = [
    request.method,
    signedPath.endsWith('/') ? signedPath : `${signedPath}/`,
    query,
    ...names.map((name) => `${name}:${headerValue(name)}`),
    '',
    names.join(';'),
    options.payload ?? hexDigest(request.body ?? ''),
  ].join('\n');
  const algorithm = scope !== undefined ? 'V11-HMAC-SHA256' : `SDK-HMAC-${digest.toUpperCase()}`;
  const lines = [algorithm, headerValue('x-sdk-date'), ...(scope === undefined ? [] : [scope])];
  const text = [...lines, hexDigest(canonicalRequest)].join('\n');
  const signature = createHmac(digest, scope === undefined ? key.secret : scopedSecret(key, scope))
    .update(text)
    .digest('hex');
  const credential = scope === undefined ? `Access=${key.access}` : `Credential=${key.access}/${scope}`;
  return {
    target: query === '' ? sentPath : `${sentPath}?${query}`,
    canonicalRequest,
    headers: {
      ...request.headers,
      Authorization: `${algorithm} ${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
  };
}

/** HKDF (RFC 5869) spelled out: extract with the access key as salt, one block of expansion. */
function scopedSecret({ access, secret }: SigningKey, scope: string): string {
  const extracted = createHmac('sha256', access).update(secret).digest();
  return createHmac('sha256', extracted).update(`${scope}\u0001`).digest('hex');
}
