import { randomBytes } from 'node:crypto';
import { endianness } from 'node:os';
import type { Handle, Template } from 'pkcs11js';
import { KEY_ID_ASSOCIATED_DATA, KEY_ID_NONCE, KEY_ID_PLAINTEXT, rootKeyId } from '../root-key-id.ts';
import { associatedData, NONCE_LENGTH_IN_BYTES, TAG_LENGTH_IN_BYTES } from '../wrapped-key.ts';
import { ckrName, ModuleFailure, pkcs11, toModuleFailure } from './module-failure.ts';
import type { Operations, RootKeys, TokenDescription } from './protocol.ts';
import { TokenSession } from './token-session.ts';

const KEY_LENGTH_IN_BYTES = 32;
/** One key for each rotation; far above what anybody makes. */
const MAX_ROOT_KEYS = 64;

/**
 * What modules say when ciphertext, key and associated data do not fit. The book has CKR_ENCRYPTED_DATA_INVALID, PKCS#11 3.0 added
 * CKR_AEAD_DECRYPT_FAILED, SoftHSM2 says CKR_GENERAL_ERROR, which also means any other trouble: hence `unwrap`'s probe.
 */
const REFUSALS: ReadonlySet<string | undefined> = new Set([
  'CKR_ENCRYPTED_DATA_INVALID',
  'CKR_ENCRYPTED_DATA_LEN_RANGE',
  'CKR_AEAD_DECRYPT_FAILED',
  'CKR_DATA_INVALID',
  'CKR_FUNCTION_FAILED',
  'CKR_GENERAL_ERROR',
]);

interface RootKey {
  readonly id: string;
  readonly handle: Handle;
}

/** The root keys of one token and the operations that run inside it. Lives in the child process. */
export class Token {
  readonly #session: TokenSession;
  readonly #tokenLabel: string;
  readonly #keyLabel: string;
  readonly #created: boolean;
  /** The current one first. Handles are looked up once: a search walks all objects of the token. */
  #keys: readonly [RootKey, ...RootKey[]];

  private constructor(session: TokenSession, request: Operations['connect']['request']) {
    this.#session = session;
    this.#tokenLabel = request.tokenLabel;
    this.#keyLabel = request.keyLabel;
    const found = this.#findKeys();
    this.#created = found.length === 0 && request.mayCreate;
    if (this.#created) {
      this.#createKey();
    }
    // Found again also after creation: another process may have created one in the same moment, and both must agree which is current.
    this.#keys = this.#requireKeys(this.#created ? this.#findKeys() : found);
  }

  /** @throws ModuleFailure */
  static async connect(request: Operations['connect']['request']): Promise<Token> {
    const session = await TokenSession.open(request);
    try {
      const token = new Token(session, request);
      token.probe();
      return token;
    } catch (error) {
      throw toModuleFailure(error, `the root key of token "${request.tokenLabel}" cannot be used`);
    }
  }

  describe(): TokenDescription {
    return { ...this.#session.info, ...this.#rootKeys(), created: this.#created };
  }

  refresh(): RootKeys {
    // Logs in again if need be: without a login a search does not fail, it just finds no private object.
    this.probe();
    this.#attempt('search its root keys', () => {
      this.#keys = this.#requireKeys(this.#findKeys());
    });
    return this.#rootKeys();
  }

  wrap({ key, context }: Operations['wrap']['request']): Operations['wrap']['reply'] {
    return this.#attempt('wrap', (session) => {
      const [current] = this.#keys;
      const nonce = this.#randomBytes(session, NONCE_LENGTH_IN_BYTES);
      const sealed = this.#encrypt(session, current.handle, nonce, associatedData(current.id, context), key);
      return { rootKeyId: current.id, nonce, sealed };
    });
  }

  /** @throws ModuleFailure of kind decryption-failed only once the token has shown that it works */
  unwrap(request: Operations['unwrap']['request']): Operations['unwrap']['reply'] {
    try {
      return this.#session.runOnce((session) => this.#unwrapOnce(session, request));
    } catch {
      this.probe();
    }
    try {
      return this.#session.runOnce((session) => this.#unwrapOnce(session, request));
    } catch (error) {
      if (REFUSALS.has(ckrName(error))) {
        throw new ModuleFailure('decryption-failed', 'the token refused the ciphertext');
      }
      throw toModuleFailure(error, `token "${this.#tokenLabel}" cannot unwrap`);
    }
  }

  random({ lengthInBytes }: Operations['random']['request']): Operations['random']['reply'] {
    return {
      bytes: this.#attempt('give random bytes', (session) => this.#randomBytes(session, lengthInBytes)),
    };
  }

  /** Encrypts and decrypts inside the token; throws unless the constant comes back. */
  probe(): void {
    this.#attempt('encrypt and decrypt', (session) => {
      const [current] = this.#keys;
      const nonce = this.#randomBytes(session, NONCE_LENGTH_IN_BYTES);
      const sealed = this.#encrypt(session, current.handle, nonce, KEY_ID_ASSOCIATED_DATA, KEY_ID_PLAINTEXT);
      const opened = this.#decrypt(session, current.handle, nonce, KEY_ID_ASSOCIATED_DATA, sealed);
      if (!opened.equals(KEY_ID_PLAINTEXT)) {
        throw new ModuleFailure(
          'token-failed',
          `token "${this.#tokenLabel}" does not decrypt what it encrypted`,
        );
      }
    });
  }

  close(): void {
    this.#session.close();
  }

  #rootKeys(): RootKeys {
    return { rootKeyIds: this.#keys.map(({ id }) => id) };
  }

  #attempt<Result>(what: string, operation: (session: Handle) => Result): Result {
    try {
      return this.#session.run(operation, () => {
        this.#keys = this.#requireKeys(this.#findKeys());
      });
    } catch (error) {
      throw toModuleFailure(error, `token "${this.#tokenLabel}" cannot ${what}`);
    }
  }

  #unwrapOnce(session: Handle, request: Operations['unwrap']['request']): Operations['unwrap']['reply'] {
    const key = this.#keys.find(({ id }) => id === request.rootKeyId);
    if (key === undefined) {
      throw new ModuleFailure(
        'token-failed',
        `root key ${request.rootKeyId} is no longer on token "${this.#tokenLabel}"`,
      );
    }
    const aad = associatedData(key.id, request.context);
    return { key: this.#decrypt(session, key.handle, request.nonce, aad, request.sealed) };
  }

  #randomBytes(session: Handle, lengthInBytes: number): Buffer {
    return this.#session.module.C_GenerateRandom(session, Buffer.alloc(lengthInBytes));
  }

  #encrypt(session: Handle, key: Handle, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer {
    const { module } = this.#session;
    module.C_EncryptInit(session, gcm(nonce, aad), key);
    const sealed = module.C_Encrypt(
      session,
      Buffer.from(plaintext),
      Buffer.alloc(plaintext.length + TAG_LENGTH_IN_BYTES),
    );
    if (sealed.length !== plaintext.length + TAG_LENGTH_IN_BYTES) {
      throw new ModuleFailure(
        'token-failed',
        `token "${this.#tokenLabel}" gave a ciphertext of a wrong length`,
      );
    }
    return sealed;
  }

  #decrypt(session: Handle, key: Handle, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Buffer {
    const { module } = this.#session;
    module.C_DecryptInit(session, gcm(nonce, aad), key);
    // As long as the ciphertext: some modules ask for room for the tag too before they drop it.
    return module.C_Decrypt(session, Buffer.from(sealed), Buffer.alloc(sealed.length));
  }

  #findKeys(): RootKey[] {
    const { module } = this.#session;
    return this.#session.runOnce((session) => {
      module.C_FindObjectsInit(session, [
        { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_SECRET_KEY },
        { type: pkcs11.CKA_KEY_TYPE, value: pkcs11.CKK_AES },
        { type: pkcs11.CKA_TOKEN, value: true },
        { type: pkcs11.CKA_LABEL, value: this.#keyLabel },
      ]);
      const handles = module.C_FindObjects(session, MAX_ROOT_KEYS);
      module.C_FindObjectsFinal(session);
      return handles
        .map((handle) => ({ handle, order: this.#checkKey(session, handle) }))
        .sort((a, b) => Buffer.compare(b.order, a.order))
        .map(({ handle }) => ({ handle, id: this.#identify(session, handle) }));
    });
  }

  /** Refuses a key that could leave the token. @returns CKA_ID, which orders keys by age */
  #checkKey(session: Handle, handle: Handle): Buffer {
    const [sensitive, extractable, length, id] = this.#session.module
      .C_GetAttributeValue(session, handle, [
        { type: pkcs11.CKA_SENSITIVE },
        { type: pkcs11.CKA_EXTRACTABLE },
        { type: pkcs11.CKA_VALUE_LEN },
        { type: pkcs11.CKA_ID },
      ])
      .map(({ value }) => Buffer.from(value));
    const safe = sensitive?.[0] === 1 && extractable?.[0] === 0;
    if (!safe || length === undefined || id === undefined || readUlong(length) !== KEY_LENGTH_IN_BYTES) {
      throw new ModuleFailure(
        'token-failed',
        `key "${this.#keyLabel}" on token "${this.#tokenLabel}" is not a sensitive, non-extractable AES-256 key; remove or rename it`,
      );
    }
    return id;
  }

  /** Computed twice: a module that puts a nonce of its own in place of ours would give an id that changes. */
  #identify(session: Handle, handle: Handle): string {
    const compute = () =>
      rootKeyId(this.#encrypt(session, handle, KEY_ID_NONCE, KEY_ID_ASSOCIATED_DATA, KEY_ID_PLAINTEXT));
    const id = compute();
    if (id !== compute()) {
      throw new ModuleFailure(
        'token-failed',
        `token "${this.#tokenLabel}" replaces the nonce of CKM_AES_GCM; set it to accept the caller's`,
      );
    }
    return id;
  }

  #requireKeys(keys: readonly RootKey[]): readonly [RootKey, ...RootKey[]] {
    const [current, ...older] = keys;
    if (current === undefined) {
      throw new ModuleFailure(
        'token-failed',
        `token "${this.#tokenLabel}" holds no root key "${this.#keyLabel}", and a new one could not open what is stored; restore the token or correct the label`,
      );
    }
    return [current, ...older];
  }

  #createKey(): void {
    // CKA_ID begins with the time of creation, so the greatest is the newest, for every process alike.
    const createdAt = Buffer.alloc(8);
    createdAt.writeBigUInt64BE(BigInt(Date.now()));
    const template: Template = [
      { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_SECRET_KEY },
      { type: pkcs11.CKA_KEY_TYPE, value: pkcs11.CKK_AES },
      { type: pkcs11.CKA_VALUE_LEN, value: KEY_LENGTH_IN_BYTES },
      { type: pkcs11.CKA_LABEL, value: this.#keyLabel },
      { type: pkcs11.CKA_ID, value: Buffer.concat([createdAt, randomBytes(8)]) },
      { type: pkcs11.CKA_TOKEN, value: true },
      { type: pkcs11.CKA_PRIVATE, value: true },
      { type: pkcs11.CKA_SENSITIVE, value: true },
      { type: pkcs11.CKA_EXTRACTABLE, value: false },
      { type: pkcs11.CKA_MODIFIABLE, value: false },
      { type: pkcs11.CKA_ENCRYPT, value: true },
      { type: pkcs11.CKA_DECRYPT, value: true },
      { type: pkcs11.CKA_WRAP, value: false },
      { type: pkcs11.CKA_UNWRAP, value: false },
      { type: pkcs11.CKA_SIGN, value: false },
      { type: pkcs11.CKA_VERIFY, value: false },
      { type: pkcs11.CKA_DERIVE, value: false },
    ];
    const { module } = this.#session;
    this.#session.runOnce((session) =>
      module.C_GenerateKey(session, { mechanism: pkcs11.CKM_AES_KEY_GEN }, template),
    );
  }
}

function gcm(nonce: Uint8Array, aad: Uint8Array): import('pkcs11js').Mechanism {
  const parameter: import('pkcs11js').AesGCM = {
    type: pkcs11.CK_PARAMS_AES_GCM_v240,
    iv: Buffer.from(nonce),
    ivBits: nonce.length * 8,
    aad: Buffer.from(aad),
    tagBits: TAG_LENGTH_IN_BYTES * 8,
  };
  return { mechanism: pkcs11.CKM_AES_GCM, parameter };
}

/** A CK_ULONG: 4 or 8 bytes in the order of the machine. */
function readUlong(bytes: Buffer): number {
  const length = Math.min(bytes.length, 6);
  return endianness() === 'LE'
    ? bytes.readUIntLE(0, length)
    : bytes.readUIntBE(bytes.length - length, length);
}
