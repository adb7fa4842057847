import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, ExpiringDocuments } from '@dewpoint/engine';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** What the built-in issuer keeps for good: made once per installation, sealed in the store, the same on every node. */
export interface IssuerSecrets {
  /** Private keys that sign ID tokens: ES256 first, RS256 for providers' mandatory algorithm (OpenID Connect Core 1.0 §15.1). */
  readonly signingKeys: readonly JWK[];
  /** Keys that sign the issuer's cookies. */
  readonly cookieKeys: readonly string[];
  /** Secret of the console's client. */
  readonly clientSecret: string;
}

const KIND = 'issuer-secrets';
const ID = 'v1';
const FAR_AHEAD_IN_MS = 100 * 365 * 24 * 60 * 60 * 1000;
const WAIT_FOR_OTHER_NODE_IN_MS = 30_000;

/**
 * The secrets of this installation. `firstStart` is true on the one node that made the first account: it makes the secrets; others that
 * start at the same time wait for them, and make them only when that node never did.
 */
export async function loadIssuerSecrets(
  documents: ExpiringDocuments,
  clock: Clock,
  firstStart: boolean,
): Promise<IssuerSecrets> {
  const known = await find(documents);
  if (known) return known;
  if (!firstStart) {
    const made = await waitForOtherNode(documents);
    if (made) return made;
  }
  await documents.put({
    kind: KIND,
    id: ID,
    value: JSON.stringify(await generate()),
    expiresAt: clock.now() + FAR_AHEAD_IN_MS,
  });
  const stored = await find(documents);
  if (!stored) throw new Error('the secrets of the built-in issuer were stored but cannot be read back');
  return stored;
}

async function waitForOtherNode(documents: ExpiringDocuments): Promise<IssuerSecrets | undefined> {
  for (let waited = 0; waited < WAIT_FOR_OTHER_NODE_IN_MS; waited += 250) {
    await delay(250);
    const made = await find(documents);
    if (made) return made;
  }
  return undefined;
}

async function find(documents: ExpiringDocuments): Promise<IssuerSecrets | undefined> {
  const found = await documents.get(KIND, ID);
  return found ? (JSON.parse(found.value) as IssuerSecrets) : undefined;
}

async function generate(): Promise<IssuerSecrets> {
  return {
    signingKeys: await Promise.all([signingKey('ES256'), signingKey('RS256')]),
    cookieKeys: [randomBytes(32).toString('base64url')],
    clientSecret: randomBytes(32).toString('base64url'),
  };
}

async function signingKey(alg: 'ES256' | 'RS256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 3072 });
  return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: randomUUID() };
}
