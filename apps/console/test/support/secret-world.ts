import {
  OperationError,
  type OperationId,
  type OperationInput,
  type OperationOutput,
} from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import type { RequestHandler } from 'msw';
import { PROJECT_ID } from './keys.ts';
import { World } from './world.ts';

type View = OperationOutput<'csms.viewSecret'>;

export const everySecretOperation: readonly OperationId[] = [
  'csms.createSecret',
  'csms.searchSecrets',
  'csms.updateSecret',
  'csms.createSecretVersion',
  'csms.showSecretVersion',
  'csms.updateSecretVersion',
  'csms.createSecretStage',
  'csms.updateSecretStage',
  'csms.deleteSecretStage',
  'csms.scheduleSecretDeletion',
  'csms.cancelSecretDeletion',
  'csms.deleteSecret',
  'csms.downloadSecretBlob',
  'csms.uploadSecretBlob',
  'csms.batchCreateOrDeleteTags',
  'csms.listProjectSecretsTags',
];

/** The world with secrets in it. */
export class SecretWorld extends World {
  readonly secrets = new Map<string, View>();
  /** Values by name and version. */
  readonly values = new Map<string, string>();
  readonly calls: [string, unknown][] = [];

  constructor(secrets: readonly View[], permitted: readonly OperationId[] = everySecretOperation) {
    super({ permitted });
    for (const secret of secrets)
      this.secrets.set(secret.secretName, { ...secret, permitted: [...permitted] });
  }

  override handlers(): RequestHandler[] {
    return [
      mockOperation('csms.secretQuota', () => ({
        secrets: { used: this.secrets.size, quota: 200 },
        events: { used: 0, quota: 30 },
      })),
      mockOperation('csms.searchSecrets', (input) => {
        this.calls.push(['search', input]);
        const items = [...this.secrets.values()].filter(
          ({ secretName, state }) =>
            (input.q === undefined || secretName.includes(input.q)) && (input.state?.includes(state) ?? true),
        );
        return { items, nextCursor: null, count: { value: items.length, capped: false } };
      }),
      mockOperation('csms.listProjectSecretsTags', () => ({
        tags: [
          { key: 'team', values: ['shop', ''] },
          { key: 'a=b', values: ['c'] },
        ],
      })),
      mockOperation('csms.viewSecret', ({ secretName }) => this.secret(secretName)),
      mockOperation('csms.previewSecretUse', ({ secretName }) => ({
        secretName,
        since: 0,
        lastUsedAt: null,
        uses: [],
      })),
      mockOperation('csms.createSecret', (input) => {
        if (this.secrets.has(input.name)) throw new OperationError('secretNameTaken', { field: 'name' });
        this.calls.push(['create', input]);
        this.secrets.set(input.name, aSecret(input.name));
        return { secret: detailsOf(input.name) };
      }),
      mockOperation('csms.showSecretVersion', ({ secretName, versionId }) => {
        this.calls.push(['read', versionId]);
        const value = this.values.get(`${secretName} ${versionId}`);
        if (value === undefined) throw new OperationError('secretVersionNotFound');
        return { version: { versionMetadata: metadataOf(secretName), secretString: value } };
      }),
      mockOperation('csms.createSecretStage', (input) => this.#stage('add', input.name, input)),
      mockOperation('csms.updateSecretStage', (input) => this.#stage('change', input.stageName, input)),
      mockOperation('csms.deleteSecretStage', (input) => {
        this.calls.push(['delete status', input.stageName]);
        return {};
      }),
      mockOperation('console.batch', ({ operation, inputs }) => {
        this.calls.push([operation, inputs]);
        return { results: inputs.map((_input, input) => ({ input, ok: true, output: {} })) };
      }),
      ...super.handlers(),
    ];
  }

  secret(secretName: string): View {
    const secret = this.secrets.get(secretName);
    if (!secret) throw new OperationError('secretNotFound');
    return secret;
  }

  #stage(
    act: string,
    name: string,
    { secretName, versionId }: Pick<OperationInput<'csms.createSecretStage'>, 'secretName' | 'versionId'>,
  ): OperationOutput<'csms.createSecretStage'> {
    this.calls.push([`${act} status`, [name, versionId]]);
    return { stage: { name, updateTime: 0, secretName, versionId } };
  }
}

function metadataOf(secretName: string) {
  return { id: 1, createTime: 0, expireTime: null, kmsKeyId: '', secretName, versionStages: [] };
}

function detailsOf(name: string): OperationOutput<'csms.createSecret'>['secret'] {
  return {
    id: '',
    name,
    state: 'enabled',
    kmsKeyId: '',
    description: '',
    createTime: 0,
    updateTime: 0,
    scheduledDeleteTime: null,
    secretType: 'COMMON',
    autoRotation: false,
    rotationPeriod: '',
    rotationConfig: '',
    rotationTime: null,
    nextRotationTime: null,
    eventSubscriptions: [],
    enterpriseProjectId: '0',
    rotationFuncUrn: '',
  };
}

/** An enabled shared secret with versions v1 and v2. */
export function aSecret(secretName: string, differences: Partial<View> = {}): View {
  const time = Date.UTC(2026, 10, 1, 8);
  const version = {
    kind: 'text' as const,
    kmsKeyId: 'k',
    createdAt: time,
    expiresAt: null,
    keyProblem: null,
  };
  return {
    secretId: '0d0466b0-e727-4d9c-b35d-000000000001',
    secretName,
    state: 'enabled',
    secretType: 'COMMON',
    description: '',
    kmsKeyId: '0d0466b0-e727-4d9c-b35d-000000000002',
    accountId: 'd'.repeat(32),
    projectId: PROJECT_ID,
    enterpriseProjectId: '0',
    createdAt: time,
    updatedAt: time,
    deletionAt: null,
    rotation: { enabled: false, period: null, config: null, rotatedAt: null, nextRotationAt: null },
    eventNames: [],
    tags: [],
    versions: [
      { ...version, versionId: 2, statuses: ['SYSCURRENT'] },
      { ...version, versionId: 1, statuses: ['SYSPREVIOUS', 'BLUE'] },
    ],
    keyProblem: null,
    permitted: [],
    ...differences,
  };
}
