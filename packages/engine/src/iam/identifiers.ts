import { hash, randomBytes } from 'node:crypto';

/** A new ID of an account, project, user, group or policy: 32 hex digits. */
export function newIdentifier(): string {
  return randomBytes(16).toString('hex');
}

/** A new secret that stands for somebody (token, session ID): 256 random bits as base64url. */
export function newBearerSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the store keeps of a bearer secret: SHA-256 in hex. A plain hash is enough because the secret has 256 random bits; and looking
 * the hash up in an index tells nothing about the secret by its timing.
 */
export function hashOfBearerSecret(secret: string): string {
  return hash('sha256', secret);
}
