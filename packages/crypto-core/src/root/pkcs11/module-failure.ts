import { createRequire } from 'node:module';
import type { FailureKind } from './protocol.ts';

/** A failure told to the parent: the kind decides what happens next, the detail is for operators. */
export class ModuleFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, detail: string) {
    super(detail);
    this.kind = kind;
  }
}

// pkcs11js is CommonJS whose exports Node cannot see in advance, so a named import would fail at run time.
export const pkcs11: typeof import('pkcs11js') = createRequire(import.meta.url)('pkcs11js');

const PIN_CODES: ReadonlySet<string> = new Set([
  'CKR_PIN_INCORRECT',
  'CKR_PIN_INVALID',
  'CKR_PIN_LEN_RANGE',
  'CKR_PIN_EXPIRED',
  'CKR_PIN_LOCKED',
  'CKR_USER_PIN_NOT_INITIALIZED',
]);

/** The CKR name of an error of pkcs11js, for instance CKR_DEVICE_REMOVED; undefined for any other error. */
export function ckrName(error: unknown): string | undefined {
  return error instanceof pkcs11.Pkcs11Error ? error.message : undefined;
}

/** Turns whatever a PKCS#11 call threw into a failure; a ModuleFailure passes unchanged. */
export function toModuleFailure(error: unknown, what: string): ModuleFailure {
  if (error instanceof ModuleFailure) {
    return error;
  }
  const ckr = ckrName(error);
  if (ckr !== undefined && PIN_CODES.has(ckr)) {
    return new ModuleFailure(
      'pin-refused',
      `the user PIN was refused (${ckr}); correct it and start again, it is not tried a second time because tokens lock after a few wrong PINs`,
    );
  }
  return new ModuleFailure('token-failed', `${what}: ${ckr ?? 'the module failed without a PKCS#11 code'}`);
}
