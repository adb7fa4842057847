/**
 * The file of a software root key: one JSON object, UTF-8, at most 4096 bytes, mode 0600.
 *
 * | member | sealed | unsealed |
 * |---|---|---|
 * | `format` | `dewpoint-root-key` | same |
 * | `version` | 1 | same |
 * | `sealed` | true | false |
 * | `id` | id of the root key (root-key-id.ts), hex | same |
 * | `kdf` | `{ "name": "scrypt", "n", "r", "p", "salt" }` (RFC 7914; salt: 16 bytes, base64) | – |
 * | `nonce` | 12 bytes, base64 | – |
 * | `key` | AES-256-GCM ciphertext and tag of the root key, 48 bytes, base64 | the root key, 32 bytes, base64 |
 * | `checksum` | SHA-256, hex, over the JSON text of all members above in this order, without spaces | same |
 *
 * The scrypt key is the AES key; the associated data is the JSON text of the members from `format` to `nonce`, so nobody
 * without the passphrase can change a parameter. The checksum proves nothing against an attacker: it tells a damaged
 * file from a wrong passphrase.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { RootUnavailableError } from '../errors.ts';
import { idOfRootKey, ROOT_KEY_LENGTH_IN_BYTES } from './memory-root.ts';
import { NONCE_LENGTH_IN_BYTES, TAG_LENGTH_IN_BYTES } from './wrapped-key.ts';

const scryptAsync = promisify<string, Buffer, number, ScryptCost & { maxmem: number }, Buffer>(scrypt);
const FORMAT = 'dewpoint-root-key';
const VERSION = 1;
const SALT_LENGTH_IN_BYTES = 16;
export const MAX_KEY_FILE_LENGTH_IN_BYTES = 4096;

interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and some 0.3 s for each guess (OWASP Password Storage Cheat Sheet, scrypt). */
const COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
/** The cost stands in the file, so a reader caps it: 1 GiB at the most, at least the interactive cost of RFC 7914. */
const MAX_MEMORY_IN_BYTES = 2 ** 30;
const MIN_N = 2 ** 14;
const MAX_R = 32;
const MAX_P = 16;

interface SealedKeyFile {
  readonly sealed: true;
  readonly id: string;
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly nonce: Buffer;
  readonly key: Buffer;
}

interface UnsealedKeyFile {
  readonly sealed: false;
  readonly id: string;
  readonly key: Buffer;
}

export type KeyFile = SealedKeyFile | UnsealedKeyFile;

/** The JSON text of a root key in clear. */
export function encodeUnsealed(rootKey: Uint8Array): string {
  return encode({ sealed: false, id: idOfRootKey(rootKey), key: Buffer.from(rootKey) });
}

/** The JSON text of a root key sealed with a passphrase. */
export async function encodeSealed(rootKey: Uint8Array, passphrase: string): Promise<string> {
  const salt = randomBytes(SALT_LENGTH_IN_BYTES);
  const nonce = randomBytes(NONCE_LENGTH_IN_BYTES);
  const head = { sealed: true, id: idOfRootKey(rootKey), cost: COST, salt, nonce } as const;
  const sealingKey = await derive(passphrase, salt, COST);
  const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce, { authTagLength: TAG_LENGTH_IN_BYTES });
  cipher.setAAD(Buffer.from(JSON.stringify(headMembers(head)), 'utf8'));
  const key = Buffer.concat([cipher.update(rootKey), cipher.final(), cipher.getAuthTag()]);
  sealingKey.fill(0);
  return encode({ ...head, key });
}

/**
 * Opens a sealed root key.
 *
 * @returns the 32 bytes of the root key
 * @throws RootUnavailableError for a wrong passphrase and for a file changed by somebody who mended the checksum
 */
export async function unseal(file: SealedKeyFile, passphrase: string, path: string): Promise<Buffer> {
  const sealingKey = await derive(passphrase, file.salt, file.cost);
  const decipher = createDecipheriv('aes-256-gcm', sealingKey, file.nonce, {
    authTagLength: TAG_LENGTH_IN_BYTES,
  });
  sealingKey.fill(0);
  decipher.setAAD(Buffer.from(JSON.stringify(headMembers(file)), 'utf8'));
  decipher.setAuthTag(file.key.subarray(ROOT_KEY_LENGTH_IN_BYTES));
  const rootKey = decipher.update(file.key.subarray(0, ROOT_KEY_LENGTH_IN_BYTES));
  try {
    decipher.final();
  } catch {
    rootKey.fill(0);
    throw new RootUnavailableError(
      `the passphrase does not open the root key file ${path}; give the passphrase it was sealed with`,
    );
  }
  return rootKey;
}

function derive(passphrase: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  // NFC as RFC 8265 section 4.2 asks: the same passphrase typed on another keyboard gives the same bytes.
  return scryptAsync(passphrase.normalize('NFC'), salt, 32, { ...cost, maxmem: 2 * MAX_MEMORY_IN_BYTES });
}

function headMembers(file: Omit<SealedKeyFile, 'key'> | Omit<UnsealedKeyFile, 'key'>): object {
  const head = { format: FORMAT, version: VERSION, sealed: file.sealed, id: file.id };
  if (!file.sealed) {
    return head;
  }
  const { N: n, r, p } = file.cost;
  const kdf = { name: 'scrypt', n, r, p, salt: file.salt.toString('base64') };
  return { ...head, kdf, nonce: file.nonce.toString('base64') };
}

function checksum(members: object): string {
  return createHash('sha256').update(JSON.stringify(members), 'utf8').digest('hex');
}

function encode(file: KeyFile): string {
  const members = { ...headMembers(file), key: file.key.toString('base64') };
  return `${JSON.stringify({ ...members, checksum: checksum(members) }, null, 2)}\n`;
}

/**
 * Reads what `encodeSealed` and `encodeUnsealed` write; every other text is refused.
 *
 * @param path named in messages
 * @throws RootUnavailableError
 */
export function parseKeyFile(text: string, path: string): KeyFile {
  const damaged = (problem: string): RootUnavailableError =>
    new RootUnavailableError(`the root key file ${path} is damaged (${problem}); restore it from a backup`);
  const file = readMembers(text, damaged);
  // Encoding what was read and comparing catches every unknown member, odd spelling and altered byte at once.
  if (encode(file) !== text) {
    throw damaged('checksum or spelling differs');
  }
  if (!file.sealed && idOfRootKey(file.key) !== file.id) {
    throw damaged('the key does not have the id that the file names');
  }
  return file;
}

type Complaint = (problem: string) => RootUnavailableError;

function readMembers(text: string, damaged: Complaint): KeyFile {
  const members = parseObject(text, damaged);
  if (members.format !== FORMAT) {
    throw damaged(`member format is not "${FORMAT}"`);
  }
  if (members.version !== VERSION) {
    throw damaged(`version ${JSON.stringify(members.version)} is unknown; want ${VERSION}`);
  }
  const id = members.id;
  if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id)) {
    throw damaged('member id is not 32 hex digits');
  }
  if (members.sealed === false) {
    return { sealed: false, id, key: base64Member(members, 'key', ROOT_KEY_LENGTH_IN_BYTES, damaged) };
  }
  if (members.sealed !== true) {
    throw damaged('member sealed is neither true nor false');
  }
  const kdf = members.kdf;
  if (!isObject(kdf) || kdf.name !== 'scrypt') {
    throw damaged('member kdf does not name scrypt');
  }
  return {
    sealed: true,
    id,
    cost: readCost(kdf, damaged),
    salt: base64Member(kdf, 'salt', SALT_LENGTH_IN_BYTES, damaged),
    nonce: base64Member(members, 'nonce', NONCE_LENGTH_IN_BYTES, damaged),
    key: base64Member(members, 'key', ROOT_KEY_LENGTH_IN_BYTES + TAG_LENGTH_IN_BYTES, damaged),
  };
}

function readCost(kdf: Record<string, unknown>, damaged: Complaint): ScryptCost {
  const N = integerMember(kdf, 'n', MIN_N, MAX_MEMORY_IN_BYTES, damaged);
  const r = integerMember(kdf, 'r', 1, MAX_R, damaged);
  const p = integerMember(kdf, 'p', 1, MAX_P, damaged);
  if (!Number.isInteger(Math.log2(N)) || 128 * N * r > MAX_MEMORY_IN_BYTES) {
    throw damaged('member kdf asks for a cost out of bounds');
  }
  return { N, r, p };
}

function parseObject(text: string, damaged: Complaint): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged('not a JSON text');
  }
  if (!isObject(value)) {
    throw damaged('not a JSON object');
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function integerMember(
  members: Record<string, unknown>,
  name: string,
  min: number,
  max: number,
  damaged: Complaint,
): number {
  const value = members[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw damaged(`member kdf.${name} is out of bounds`);
  }
  return value;
}

function base64Member(
  members: Record<string, unknown>,
  name: string,
  lengthInBytes: number,
  damaged: Complaint,
): Buffer {
  const value = members[name];
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0);
  if (bytes.length !== lengthInBytes) {
    throw damaged(`member ${name} is not ${lengthInBytes} bytes of base64`);
  }
  return bytes;
}
