import { type ErrorName, OperationError, SECRET_DEFAULT_KEY } from '@dewpoint/contract';
import type { AuditWriter } from '../../audit/audit.ts';
import type { RequestContext } from '../../context.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { DefaultKeys } from '../../kms/default-keys.ts';
import { findByAlias, lockAccount } from '../../kms/key-repository.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { ServiceKeys } from '../../kms/service-keys.ts';
import type { Resource } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';

/** A call that needs a key; `Call` of the pipeline is one. */
export interface KeyCaller {
  readonly context: RequestContext;
  readonly now: number;
  authorize(action: string, resource: Resource): Promise<void>;
}

/** What a key's own refusal means for a secret [CSMS.0401]. */
const meaning: Partial<Readonly<Record<ErrorName, ErrorName>>> = {
  keyNotFound: 'secretKeyNotFound',
  keyDisabled: 'secretKeyDisabled',
  keyPendingDeletion: 'secretKeyPendingDeletion',
  keyPendingImport: 'secretKeyPendingImport',
  asymmetricUnsupported: 'secretKeyUnfit',
  hmacUnsupported: 'secretKeyUnfit',
};

/**
 * The encryption keys of secrets: `csms/default`, made on first use, or a custom symmetric key of the same project. Whoever may use a
 * secret may use the default key through it; a custom key asks for a permission of its own [csms.json notes].
 */
export class SecretKeys {
  readonly #parts: {
    readonly store: Store;
    readonly audit: AuditWriter;
    readonly keys: ServiceKeys;
    readonly defaultKeys: DefaultKeys;
  };

  constructor(parts: {
    readonly store: Store;
    readonly audit: AuditWriter;
    readonly keys: ServiceKeys;
    readonly defaultKeys: DefaultKeys;
  }) {
    this.#parts = parts;
  }

  /**
   * A key for new versions. Opens a transaction of its own when the default key has to be made.
   * @param wanted ID of a key; the default key when undefined or called by its name
   * @throws OperationError of the family CSMS.0401; `permissionDenied`
   */
  async forEncryption(caller: KeyCaller, wanted: string | undefined): Promise<KeyRecord> {
    if (wanted !== undefined && wanted !== SECRET_DEFAULT_KEY) {
      return this.#usable(caller, wanted, 'kms:cmk:createDataKey');
    }
    const key = await this.#defaultKey(caller.context, caller.now);
    this.#check(key, caller.now);
    return key;
  }

  /** The key of a stored version, checked for its use now. @throws OperationError as `forEncryption` */
  forReading(caller: KeyCaller, keyId: string): Promise<KeyRecord> {
    return this.#usable(caller, keyId, 'kms:cmk:decryptDataKey');
  }

  /** Why a key cannot be used now, in words for people; null when nothing is in the way but permissions. */
  async problemOf(context: RequestContext, keyId: string, now: number): Promise<string | null> {
    try {
      this.#check((await this.#find(context, keyId)).key, now);
      return null;
    } catch (error) {
      if (error instanceof OperationError) return error.message;
      throw error;
    }
  }

  async #usable(caller: KeyCaller, keyId: string, action: string): Promise<KeyRecord> {
    const { key, resource } = await this.#find(caller.context, keyId);
    if (key.defaultService === null) {
      await caller.authorize(action, { ...resource, missing: 'secretKeyNotFound' });
    } else if (key.defaultService !== 'csms') throw new OperationError('secretKeyUnfit');
    this.#check(key, caller.now);
    return key;
  }

  async #find(context: RequestContext, keyId: string) {
    try {
      const listed = await this.#parts.keys.find(context, keyId);
      const { accountId, projectId } = projectScope(context);
      if (listed.key.accountId !== accountId || listed.key.projectId !== projectId) {
        throw new OperationError('secretKeyNotFound');
      }
      return listed;
    } catch (error) {
      throw ofSecret(error);
    }
  }

  #check(key: KeyRecord, now: number): void {
    try {
      this.#parts.keys.checkUsable(key, now);
    } catch (error) {
      throw ofSecret(error);
    }
  }

  async #defaultKey(context: RequestContext, now: number): Promise<KeyRecord> {
    const { store, defaultKeys, audit } = this.#parts;
    const scope = projectScope(context);
    const existing = await findByAlias(store.read, scope, SECRET_DEFAULT_KEY);
    if (existing !== undefined) return existing;
    const make = await defaultKeys.prepare(context, 'csms', now);
    return store.transaction(async (transaction) => {
      await lockAccount(transaction, store.dialect, scope.accountId);
      const winner = await findByAlias(transaction, scope, SECRET_DEFAULT_KEY);
      if (winner !== undefined) return winner;
      const key = await make(transaction);
      await audit.appendWithin(transaction, context, {
        name: 'createDefaultKey',
        serviceType: 'KMS',
        resourceType: 'cmk',
        resourceId: key.id,
        resourceName: key.alias,
        rating: 'normal',
        code: '200',
        request: { service: 'csms' },
        response: { key_id: key.id },
        message: 'createDefaultKey. Reason: the first secret of the project needs its encryption key.',
        readOnly: false,
        operationId: 'csms.createSecret',
      });
      return key;
    });
  }
}

function ofSecret(error: unknown): unknown {
  if (!(error instanceof OperationError)) return error;
  const name = meaning[error.errorName];
  return name === undefined ? error : new OperationError(name, { cause: error });
}
