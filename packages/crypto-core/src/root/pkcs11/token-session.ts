import type { Handle, PKCS11 } from 'pkcs11js';
import { ckrName, ModuleFailure, pkcs11, toModuleFailure } from './module-failure.ts';

/** SoftHSM2 may find a token file half-written by another process that logs in: 20 of 160 concurrent starts failed so. */
const START_ATTEMPTS = 5;
const PAUSE_IN_MS = { min: 50, max: 250 };

/** What tells one token from all others. */
export interface TokenAddress {
  readonly modulePath: string;
  readonly tokenLabel: string;
  readonly pin: string;
}

export interface TokenInfo {
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
}

/**
 * One logged-in session on one token, opened again when it is lost.
 *
 * One, because calls are synchronous and so only one operation is ever in flight (a second C_EncryptInit on a session is
 * CKR_OPERATION_ACTIVE, PKCS#11 v2.40 section 5.8). The asynchronous calls of pkcs11js are left alone on purpose: they keep bare
 * pointers into Buffers that may be collected meanwhile, and they ask the module to be safe in many threads. A call that
 * blocks for ever ends with this process, which the parent kills.
 */
export class TokenSession {
  readonly module: PKCS11;
  readonly info: TokenInfo;
  readonly #slot: Handle;
  readonly #address: TokenAddress;
  #handle: Handle;

  private constructor(module: PKCS11, slot: Handle, address: TokenAddress) {
    this.module = module;
    this.#slot = slot;
    this.#address = address;
    this.info = readInfo(module, slot);
    this.#handle = this.#login();
  }

  /** @throws ModuleFailure */
  static async open(address: TokenAddress): Promise<TokenSession> {
    const module = loadModule(address.modulePath);
    for (let attempt = 1; ; attempt += 1) {
      try {
        module.C_Initialize();
        return new TokenSession(module, findSlot(module, address.tokenLabel), address);
      } catch (error) {
        const failure = toModuleFailure(error, `token "${address.tokenLabel}" cannot be opened`);
        finalize(module);
        if (failure.kind === 'pin-refused' || attempt === START_ATTEMPTS) {
          throw failure;
        }
        await pause();
      }
    }
  }

  /**
   * Runs an operation, and once more with a new session when the first try failed: sessions and logins end when a device
   * is reset, a cable is pulled or another program closes them, and each module has its own CKR code for that.
   */
  run<Result>(operation: (session: Handle) => Result, reopened: () => void): Result {
    try {
      return operation(this.#handle);
    } catch (error) {
      if (error instanceof ModuleFailure) {
        throw error;
      }
    }
    this.reopen();
    reopened();
    return operation(this.#handle);
  }

  /** Runs an operation once; whatever it throws leaves a fresh session behind, so no half-done operation is met again. */
  runOnce<Result>(operation: (session: Handle) => Result): Result {
    try {
      return operation(this.#handle);
    } catch (error) {
      this.#renew();
      throw error;
    }
  }

  reopen(): void {
    this.#close(this.#handle);
    this.#handle = this.#login();
  }

  /** Ends the use of the module; the process ends next. */
  close(): void {
    finalize(this.module);
  }

  /** The new session comes first: closing the last one would end the login too (PKCS#11 v2.40 section 5.6). */
  #renew(): void {
    const old = this.#handle;
    this.#handle = this.#login();
    this.#close(old);
  }

  #login(): Handle {
    // Read/write, because a root key may have to be created; needed nowhere else and allowed everywhere.
    const flags = pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION;
    const session = this.module.C_OpenSession(this.#slot, flags);
    try {
      this.module.C_Login(session, pkcs11.CKU_USER, this.#address.pin);
    } catch (error) {
      if (ckrName(error) !== 'CKR_USER_ALREADY_LOGGED_IN') {
        this.#close(session);
        throw error;
      }
    }
    return session;
  }

  #close(session: Handle): void {
    try {
      this.module.C_CloseSession(session);
    } catch {
      // It is gone already, which is what was wanted.
    }
  }
}

function loadModule(path: string): PKCS11 {
  const module = new pkcs11.PKCS11();
  try {
    module.load(path);
  } catch (error) {
    // The text is the dynamic loader's: a path and what is wrong with it. The PIN has not been near it yet.
    const reason = error instanceof Error ? error.message : 'unknown error';
    throw new ModuleFailure(
      'token-failed',
      `the PKCS#11 module ${path} cannot be loaded (${reason}); give the path of an installed module`,
    );
  }
  return module;
}

function findSlot(module: PKCS11, tokenLabel: string): Handle {
  const slots = module
    .C_GetSlotList(true)
    .filter((slot) => module.C_GetTokenInfo(slot).label.trimEnd() === tokenLabel);
  const [slot] = slots;
  if (slot === undefined) {
    throw new ModuleFailure(
      'token-failed',
      `no token with the label "${tokenLabel}" is present; connect or initialise it, or correct the label`,
    );
  }
  if (slots.length > 1) {
    throw new ModuleFailure(
      'token-failed',
      `${slots.length} tokens have the label "${tokenLabel}"; give each a label of its own`,
    );
  }
  return slot;
}

function readInfo(module: PKCS11, slot: Handle): TokenInfo {
  const info = module.C_GetTokenInfo(slot);
  return {
    manufacturer: info.manufacturerID.trim(),
    model: info.model.trim(),
    serialNumber: info.serialNumber.trim(),
    firmware: `${info.firmwareVersion.major}.${info.firmwareVersion.minor}`,
  };
}

function finalize(module: PKCS11): void {
  try {
    module.C_Finalize();
  } catch {
    // It was not initialised; then there is nothing to end.
  }
}

function pause(): Promise<void> {
  const milliseconds = PAUSE_IN_MS.min + Math.random() * (PAUSE_IN_MS.max - PAUSE_IN_MS.min);
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
