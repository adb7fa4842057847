/**
 * Associated data that binds a wrapped key to its place, so that a row moved to another account, key or version does not open.
 * A label per kind of wrapping keeps the kinds apart; fields are joined with NUL, which no field can hold.
 */
const SEPARATOR = '\0';

function binding(label: string, fields: readonly (string | number)[]): Buffer {
  for (const field of fields) {
    if (String(field).includes(SEPARATOR)) throw new TypeError(`binding ${label}: a field holds NUL`);
  }
  return Buffer.from([label, ...fields].join(SEPARATOR), 'utf8');
}

/** Of an account key under the root key. */
export function accountKeyBinding(accountId: string, version: number): Buffer {
  return binding('dewpoint account key 1', [accountId, version]);
}

/** Of the material of a key version under the account key. */
export function materialBinding(key: {
  readonly accountId: string;
  readonly keyId: string;
  readonly version: number;
  readonly spec: string;
}): Buffer {
  return binding('dewpoint key material 1', [key.accountId, key.keyId, key.version, key.spec]);
}

/** Of other bytes an account keeps: sessions, documents. `context` says what they are. */
export function sealBinding(accountId: string, context: string): Buffer {
  return binding('dewpoint sealed 1', [accountId, context]);
}

/**
 * Of the data key of a secret's version under the secret's encryption key. The version is not part of it: its number is given under a
 * lock, when the data key is wrapped already. `secretValueBinding` holds the value to its version.
 */
export function secretDataKeyBinding(secret: { readonly accountId: string; readonly id: string }): Buffer {
  return binding('dewpoint secret data key 1', [secret.accountId, secret.id]);
}

/** Of the value of a version under its data key. */
export function secretValueBinding(place: {
  readonly accountId: string;
  readonly secretId: string;
  readonly version: number;
  readonly kind: string;
}): Buffer {
  return binding('dewpoint secret value 1', [place.accountId, place.secretId, place.version, place.kind]);
}
