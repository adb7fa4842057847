/**
 * What the parent and the child that loads a PKCS#11 module say to each other over Node's IPC channel. One child serves
 * one token and one request at a time, in order; `id` pairs answers with requests. The PIN travels in `connect` only, never in
 * arguments or the environment, and no reply has a place for it.
 */

/** What a request carries and what its answer gives. */
export interface Operations {
  /** Loads the module, logs in, finds or creates the root key. The first request of a child's life. */
  connect: {
    request: {
      modulePath: string;
      tokenLabel: string;
      keyLabel: string;
      pin: string;
      mayCreate: boolean;
    };
    reply: TokenDescription;
  };
  /** Looks for root keys again: another process may have created one since. */
  refresh: { request: object; reply: RootKeys };
  /** Wraps under the current root key. */
  wrap: {
    request: { key: Uint8Array; context: Uint8Array };
    reply: { rootKeyId: string; nonce: Uint8Array; sealed: Uint8Array };
  };
  unwrap: {
    request: { rootKeyId: string; nonce: Uint8Array; sealed: Uint8Array; context: Uint8Array };
    reply: { key: Uint8Array };
  };
  random: { request: { lengthInBytes: number }; reply: { bytes: Uint8Array } };
  /** Wraps and unwraps a constant under the current root key. */
  probe: { request: object; reply: object };
}

export type OperationName = keyof Operations;

export interface RootKeys {
  /** Ids of every root key on the token (root-key-id.ts), the current one first. */
  readonly rootKeyIds: readonly string[];
}

export interface TokenDescription extends RootKeys {
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
  /** True when this very call created the root key. */
  readonly created: boolean;
}

/** Why a token did not do what it was asked. */
export type FailureKind =
  /** The PIN is wrong, locked, expired or not set. Not tried again: tokens lock after a few wrong PINs. */
  | 'pin-refused'
  /** The token, its module or its key is missing, unfit or failed. The child is of no further use. */
  | 'token-failed'
  /** Ciphertext, key and context do not belong together; the token itself works. */
  | 'decryption-failed';

export interface Failure {
  readonly kind: FailureKind;
  /** For operators; made of names and CKR codes only. */
  readonly detail: string;
}

export type Request = {
  [Name in OperationName]: { id: number; operation: Name; body: Operations[Name]['request'] };
}[OperationName];

export type Reply =
  | { readonly id: number; readonly ok: true; readonly body: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure };

const FAILURE_KINDS: readonly unknown[] = ['pin-refused', 'token-failed', 'decryption-failed'];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The module runs in the child's address space, so a reply is input to check like any other. */
export function isReply(value: unknown): value is Reply {
  if (!isObject(value) || typeof value.id !== 'number') {
    return false;
  }
  const failure = value.failure;
  return (
    (value.ok === true && isObject(value.body)) ||
    (value.ok === false &&
      isObject(failure) &&
      FAILURE_KINDS.includes(failure.kind) &&
      typeof failure.detail === 'string')
  );
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isBytes = (value: unknown): boolean => value instanceof Uint8Array;
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isRootKeyId = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const isRootKeyIds = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isRootKeyId);

const REPLY_SHAPES: {
  readonly [Name in OperationName]: Readonly<Record<string, (value: unknown) => boolean>>;
} = {
  connect: {
    manufacturer: isText,
    model: isText,
    serialNumber: isText,
    firmware: isText,
    rootKeyIds: isRootKeyIds,
    created: isFlag,
  },
  refresh: { rootKeyIds: isRootKeyIds },
  wrap: { rootKeyId: isRootKeyId, nonce: isBytes, sealed: isBytes },
  unwrap: { key: isBytes },
  random: { bytes: isBytes },
  probe: {},
};

/** Whether the body of a reply has the members that the operation promises. */
export function isReplyTo<Name extends OperationName>(
  operation: Name,
  body: unknown,
): body is Operations[Name]['reply'] {
  return (
    isObject(body) && Object.entries(REPLY_SHAPES[operation]).every(([member, fits]) => fits(body[member]))
  );
}
