import { createHash, createHmac, pbkdf2 as pbkdf2Callback, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const pbkdf2 = promisify(pbkdf2Callback);
/** PostgreSQL's own default [scram_iterations]. */
const ITERATIONS = 4096;
const SALT_IN_BYTES = 16;
const KEY_IN_BYTES = 32;

/** Texts that SASLprep (RFC 4013) leaves as they are. */
const plainAscii = /^[\x20-\x7e]+$/;

/**
 * What PostgreSQL keeps of a password (RFC 5803, RFC 7677), so that the password itself is in no statement and in no log of the server.
 * @returns null for a password that would have to be prepared first; the server then has to do it
 */
export async function scramVerifier(password: string): Promise<string | null> {
  if (!plainAscii.test(password)) return null;
  const salt = randomBytes(SALT_IN_BYTES);
  const salted = await pbkdf2(password, salt, ITERATIONS, KEY_IN_BYTES, 'sha256');
  const key = (name: string) => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${key('Server Key').toString('base64')}`;
}
