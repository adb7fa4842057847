import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import type { RequestHandler } from 'msw';
import { USER_ID } from './keys.ts';
import { World } from './world.ts';

const DAY_MS = 86_400_000;
/** The time in this world. */
export const NOW = Date.UTC(2026, 10, 22, 12);

type Grant = OperationOutput<'kms.listGrants'>['grants'][number];

/** The world with rotation, grants and tags in it. */
export class TabWorld extends World {
  grants: Grant[] = [];
  /** Names of refusals, by operation: what is refused next. */
  readonly refuse = new Map<string, OperationError>();

  override handlers(): RequestHandler[] {
    return [
      mockOperation('kms.viewKeyRotation', ({ keyId }) =>
        this.#allow('view', () => this.key(keyId).rotation),
      ),
      mockOperation('kms.enableKeyRotation', ({ keyId }) =>
        this.#allow('enable', () => this.#setRotation(keyId, { enabled: true, intervalInDays: 365 })),
      ),
      mockOperation('kms.disableKeyRotation', ({ keyId }) =>
        this.#allow('disable', () => this.#setRotation(keyId, { enabled: false })),
      ),
      mockOperation('kms.updateKeyRotationInterval', ({ keyId, rotationInterval: intervalInDays }) =>
        this.#allow('period', () => this.#setRotation(keyId, { enabled: true, intervalInDays })),
      ),
      mockOperation('kms.rotateOnDemand', ({ keyId }) => this.#allow('rotate', () => this.#rotate(keyId))),
      mockOperation('kms.listKeyVersions', (input) => this.#allow('versions', () => this.#versions(input))),
      mockOperation('kms.listGrants', (input) => this.#allow('grants', () => this.#listGrants(input))),
      mockOperation('kms.createGrant', (input) => this.#allow('createGrant', () => this.#createGrant(input))),
      mockOperation('iam.replayGrant', ({ keyId, granteePrincipal }) => ({
        since: NOW,
        examined: 3,
        truncated: false,
        changes: [
          {
            userId: granteePrincipal,
            userName: 'alice',
            operation: 'encryptData',
            action: 'kms:cmk:encryptData',
            resourceType: 'cmk',
            resourceId: keyId,
            resourceName: this.key(keyId).keyAlias,
            projectId: null,
            before: 'denied',
            after: 'allowed',
            reason: 'the new grant',
            count: 3,
            lastAt: NOW,
            lastTraceId: keyId,
          },
        ],
      })),
      mockOperation('kms.revokeGrant', ({ grantId }) =>
        this.#allow('revokeGrant', () => {
          this.grants = this.grants.filter((grant) => grant.grantId !== grantId);
          return {};
        }),
      ),
      mockOperation('kms.batchCreateKmsTags', (input) => this.#allow('tags', () => this.#changeTags(input))),
      ...super.handlers(),
    ];
  }

  #allow<Output>(name: string, answer: () => Output): Output {
    const refusal = this.refuse.get(name);
    if (refusal) throw refusal;
    return answer();
  }

  #setRotation(keyId: string, change: { enabled: boolean; intervalInDays?: number }): Record<string, never> {
    const rotation = { ...this.key(keyId).rotation, ...change };
    const nextRotationAt = rotation.enabled ? NOW + rotation.intervalInDays * DAY_MS : null;
    this.change(keyId, { rotation: { ...rotation, nextRotationAt } });
    return {};
  }

  #rotate(keyId: string): { keyId: string } {
    const { rotation, currentVersion } = this.key(keyId);
    const rotated = { ...rotation, rotatedAt: NOW, count: rotation.count + 1 };
    this.change(keyId, { currentVersion: currentVersion + 1, rotation: rotated });
    return { keyId };
  }

  #versions({
    keyId,
    limit,
    before,
  }: OperationInput<'kms.listKeyVersions'>): OperationOutput<'kms.listKeyVersions'> {
    const { currentVersion, createdAt } = this.key(keyId);
    const from = before === undefined ? currentVersion : before - 1;
    const versions = Array.from({ length: Math.min(limit, from) }, (_, index) => from - index);
    const last = versions.at(-1) ?? 1;
    return {
      versions: versions.map((version) => ({
        version,
        createdAt: createdAt + version * DAY_MS,
        current: version === currentVersion,
        material: true,
      })),
      nextBefore: last > 1 ? last : null,
    };
  }

  #listGrants({ limit, marker }: OperationInput<'kms.listGrants'>): OperationOutput<'kms.listGrants'> {
    const end = marker + limit;
    const truncated = end < this.grants.length;
    return {
      grants: this.grants.slice(marker, end),
      nextMarker: truncated ? String(end) : '',
      truncated,
      total: this.grants.length,
    };
  }

  #createGrant(input: OperationInput<'kms.createGrant'>): { grantId: string } {
    const grant = aGrant(this.grants.length + 1, {
      granteePrincipal: input.granteePrincipal,
      granteePrincipalType: input.granteePrincipalType,
      operations: input.operations,
      name: input.name ?? '',
    });
    this.grants.push(grant);
    return { grantId: grant.grantId };
  }

  #changeTags({ keyId, tags, action }: OperationInput<'kms.batchCreateKmsTags'>): Record<string, never> {
    const left = new Map(this.key(keyId).tags.map(({ key, value }) => [key, value]));
    for (const { key, value } of tags) {
      if (action === 'create') left.set(key, value);
      else left.delete(key);
    }
    if (left.size > 20) throw new OperationError('tagLimitReached');
    this.change(keyId, { tags: [...left].map(([key, value]) => ({ key, value })) });
    return {};
  }
}

/** A grant to a user; later numbers have later IDs. */
export function aGrant(number: number, differences: Partial<Grant> = {}): Grant {
  return {
    keyId: '',
    grantId: number.toString(16).padStart(64, '0'),
    granteePrincipal: 'a'.repeat(32),
    granteePrincipalType: 'user',
    operations: ['encrypt-data', 'decrypt-data'],
    issuingPrincipal: USER_ID,
    creationDate: NOW,
    name: `grant-${number}`,
    retiringPrincipal: '',
    ...differences,
  };
}
