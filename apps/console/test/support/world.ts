import {
  type KeyView,
  OperationError,
  type OperationId,
  type OperationInput,
  type OperationOutput,
} from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import type { RequestHandler } from 'msw';
import { PROJECT_ID, USER_ID } from './keys.ts';

const everything: readonly OperationId[] = [
  'kms.createKey',
  'kms.searchKeys',
  'kms.enableKey',
  'kms.disableKey',
  'kms.startShadowDisable',
  'kms.scheduleKeyDeletion',
  'kms.cancelKeyDeletion',
  'kms.assignEnterpriseProject',
  'kms.updateKeyAlias',
  'kms.updateKeyDescription',
  'kms.encryptText',
  'kms.decryptText',
  'kms.batchCreateKmsTags',
  'kms.enableKeyRotation',
  'kms.disableKeyRotation',
  'kms.updateKeyRotationInterval',
  'kms.rotateOnDemand',
  'kms.createGrant',
  'iam.replayGrant',
  'kms.revokeGrant',
  'kms.getParametersForImport',
  'kms.importKeyMaterial',
  'kms.deleteImportedKeyMaterial',
  'kms.createDatakey',
  'kms.decryptDatakey',
];

interface WorldOptions {
  readonly keys?: readonly KeyView[];
  readonly permitted?: readonly OperationId[];
}

/** A server with a few keys in it that behaves as the real one does, as far as the console's tests look. */
export class World {
  readonly keys = new Map<string, KeyView>();
  readonly searches: OperationInput<'kms.searchKeys'>[] = [];
  /** False: every call is refused because nobody is signed in. */
  signedIn = true;
  userId = USER_ID;
  /** The trial of disabling the key that a test is about. */
  shadow: OperationOutput<'kms.showShadowDisable'>['shadow'] = null;
  readonly permitted: readonly OperationId[];

  constructor({ keys = [], permitted = everything }: WorldOptions = {}) {
    for (const key of keys) this.keys.set(key.keyId, key);
    this.permitted = permitted;
  }

  handlers(): RequestHandler[] {
    return [
      mockOperation('iam.listAccessKeys', () => this.#in(() => ({ credentials: [] }))),
      mockOperation('console.session', () => this.#in(() => this.session())),
      mockOperation('kms.keyQuota', () => this.#in(() => ({ used: this.keys.size, quota: 100 }))),
      mockOperation('kms.searchKeys', (input) => this.#in(() => this.#search(input))),
      mockOperation('kms.viewKey', ({ keyId }) => this.#in(() => this.#view(keyId))),
      mockOperation('kms.previewKeyRisk', ({ keyId }) => this.#in(() => this.#risk(keyId))),
      mockOperation('kms.showShadowDisable', () => this.#in(() => ({ shadow: this.shadow }))),
      mockOperation('kms.startShadowDisable', ({ days }) =>
        this.#in(() => {
          const since = Date.UTC(2026, 10, 25);
          this.shadow = { since, until: since + days * 86_400_000, ended: false, uses: [], secrets: 0 };
          return { since, until: this.shadow.until };
        }),
      ),
      mockOperation('kms.commitShadowDisable', ({ keyId }) =>
        this.#in(() => {
          this.shadow = null;
          this.change(keyId, { state: 'disabled' });
          return { keyId, keyState: 'disabled' as const };
        }),
      ),
      mockOperation('kms.cancelShadowDisable', () =>
        this.#in(() => {
          this.shadow = null;
          return {};
        }),
      ),
      mockOperation('kms.createKey', (input) => this.#in(() => this.#create(input))),
      mockOperation('kms.updateKeyAlias', ({ keyId, keyAlias }) =>
        this.#in(() => ({ keyInfo: this.change(keyId, { keyAlias }) })),
      ),
      mockOperation('kms.updateKeyDescription', ({ keyId, keyDescription }) =>
        this.#in(() => ({ keyInfo: this.change(keyId, { keyDescription }) })),
      ),
      mockOperation('console.batch', ({ operation, inputs }) =>
        this.#in(() => this.#batch(operation, inputs)),
      ),
    ];
  }

  session(): OperationOutput<'console.session'> {
    const project = { id: PROJECT_ID, name: 'local-1' };
    const now = Date.now();
    return {
      user: { id: this.userId, name: 'admin', email: null },
      account: { id: 'd'.repeat(32), name: 'default' },
      projects: [project],
      project,
      region: 'local-1',
      permitted: [...this.permitted],
      protection: { kind: 'software', detail: 'root key file sealed with a passphrase' },
      authenticatedAt: now,
      idleExpiresAt: now + 3_600_000,
      expiresAt: now + 36_000_000,
      foreignProvider: false,
      issuer: 'http://console.test/oidc',
    };
  }

  key(keyId: string): KeyView {
    const key = this.keys.get(keyId);
    if (!key) throw new OperationError('keyNotFound');
    return key;
  }

  #in<Output>(answer: () => Output): Output {
    if (!this.signedIn) throw new OperationError('sessionMissing');
    return answer();
  }

  #search(input: OperationInput<'kms.searchKeys'>): OperationOutput<'kms.searchKeys'> {
    this.searches.push(input);
    const { q, state, keySpec, limit, cursor, sort } = input;
    const found = [...this.keys.values()].filter(
      (key) =>
        (q === undefined || key.keyAlias.includes(q) || key.keyId.startsWith(q)) &&
        (state === undefined || state.includes(key.state)) &&
        (keySpec === undefined || keySpec.includes(key.keySpec)),
    );
    found.sort((a, b) =>
      sort.endsWith('alias') ? a.keyAlias.localeCompare(b.keyAlias) : a.createdAt - b.createdAt,
    );
    if (sort.startsWith('-')) found.reverse();
    const start = cursor === undefined ? 0 : Number(cursor);
    const end = start + limit;
    return {
      items: found.slice(start, end),
      nextCursor: end < found.length ? String(end) : null,
      count: { value: found.length, capped: false },
    };
  }

  #view(keyId: string): OperationOutput<'kms.viewKey'> {
    const { region, protection, permitted } = this.session();
    return { ...this.key(keyId), region, protection, permitted };
  }

  #risk(keyId: string): OperationOutput<'kms.previewKeyRisk'> {
    const { keyAlias, defaultService } = this.key(keyId);
    const lastUsedAt = Date.UTC(2026, 10, 20, 12);
    const use = { principalId: 'p', principalName: 'orders-service', operation: 'encryptData', count: 1234 };
    const secret = { secretId: keyId, secretName: 'orders-db', state: 'enabled', versions: 3 } as const;
    return {
      keyId,
      keyAlias,
      since: lastUsedAt,
      defaultService,
      grants: 2,
      secrets: { count: 2, named: [secret] },
      lastUsedAt,
      uses: [{ ...use, lastUsedAt }],
    };
  }

  #create(input: OperationInput<'kms.createKey'>): OperationOutput<'kms.createKey'> {
    if ([...this.keys.values()].some(({ keyAlias }) => keyAlias === input.keyAlias)) {
      throw new OperationError('aliasTaken', { field: 'keyAlias' });
    }
    const keyId = `0d0466b0-e727-4d9c-b35d-${String(900_000 + this.keys.size).padStart(12, '0')}`;
    const [first] = this.keys.values();
    if (!first) throw new TypeError('a world in which keys are created starts with one');
    this.keys.set(keyId, {
      ...first,
      keyId,
      keyAlias: input.keyAlias,
      keySpec: input.keySpec,
      keyUsage: input.keyUsage ?? 'ENCRYPT_DECRYPT',
      keyDescription: input.keyDescription ?? '',
      enterpriseProjectId: input.enterpriseProjectId,
      createdAt: Date.UTC(2026, 10, 22),
      ...(input.origin === 'external'
        ? { origin: 'external', state: 'pendingImport', currentVersion: 0 }
        : {}),
    });
    return { keyInfo: { keyId, domainId: first.accountId, regionId: 'local-1' } };
  }

  change(keyId: string, change: Partial<KeyView>): KeyView {
    const changed = { ...this.key(keyId), ...change };
    this.keys.set(keyId, changed);
    return changed;
  }

  #batch(operation: string, inputs: readonly unknown[]): OperationOutput<'console.batch'> {
    return {
      results: inputs.map((given, input) => {
        const keyId = typeof given === 'object' && given !== null ? String(Reflect.get(given, 'keyId')) : '';
        const refused = this.#refuse(operation, keyId);
        if (refused) return { input, ok: false, error: { code: refused.code, message: refused.message } };
        this.change(keyId, this.#outcome(operation, given));
        return { input, ok: true, output: {} };
      }),
    };
  }

  #refuse(operation: string, keyId: string): OperationError | undefined {
    const { state } = this.key(keyId);
    if (operation === 'kms.enableKey' && state !== 'disabled') return new OperationError('keyNotDisabled');
    if (operation === 'kms.disableKey' && state !== 'enabled') return new OperationError('keyNotEnabled');
    if (operation === 'kms.cancelKeyDeletion' && state !== 'pendingDeletion') {
      return new OperationError('notPendingDeletion');
    }
    return undefined;
  }

  #outcome(operation: string, given: unknown): Partial<KeyView> {
    if (operation === 'kms.enableKey') return { state: 'enabled' };
    if (operation === 'kms.scheduleKeyDeletion') {
      const days =
        typeof given === 'object' && given !== null ? Number(Reflect.get(given, 'pendingDays')) : 0;
      return { state: 'pendingDeletion', deletionAt: Date.UTC(2026, 10, 22) + days * 86_400_000 };
    }
    if (operation === 'kms.assignEnterpriseProject') {
      return { enterpriseProjectId: String(Reflect.get(Object(given), 'enterpriseProjectId')) };
    }
    return { state: 'disabled', deletionAt: null };
  }
}
