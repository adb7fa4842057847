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
