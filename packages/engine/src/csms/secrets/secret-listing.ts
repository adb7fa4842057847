import {
  MAX_EVENTS,
  type OperationId,
  type OperationInput,
  type OperationOutput,
  operationOf,
} from '@dewpoint/contract';
import { recentUses, useTracesOf } from '../../audit/recent-use.ts';
import { type ProjectScope, projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { countEvents, eventNamesOf } from '../events/event-repository.ts';
import { stageMap } from '../versions/version-repository.ts';
import { namesOn } from '../versions/version-writer.ts';
import { secretDetails, secretView } from './secret-answers.ts';
import { hasEvent } from './secret-filters.ts';
import { secretRecord } from './secret-record.ts';
import { countSecrets } from './secret-repository.ts';
import { searchSecrets } from './secret-search.ts';

const DAY_IN_MS = 86_400_000;
const readings = useTracesOf('csms', 'csms');

type ReadOperations =
  | 'csms.showSecret'
  | 'csms.listSecrets'
  | 'csms.searchSecrets'
  | 'csms.viewSecret'
  | 'csms.previewSecretUse'
  | 'csms.secretQuota';

/** What can be read about secrets without reading a value (SEC-01, SEC-03, SEC-05). */
export function secretListingHandlers(parts: CsmsParts): HandlersOf<ReadOperations> {
  const { directory, store, quotas } = parts;
  return {
    'csms.showSecret': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { secret, eventNames } = await directory.find(context, input.secretName);
        return { secret: secretDetails(secret, eventNames) };
      },
    },
    'csms.listSecrets': {
      kind: 'direct',
      run: ({ context, input }) => listSecrets(store, projectScope(context), input),
    },
    'csms.searchSecrets': {
      kind: 'direct',
      run: ({ context, input }) => searchSecrets(store, projectScope(context), input),
    },
    'csms.viewSecret': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { secret, versions, stages, eventNames, tags, resource } = await directory.find(
          context,
          input.secretName,
        );
        const keyIds = new Set([secret.kmsKeyId, ...[...versions.values()].map(({ kmsKeyId }) => kmsKeyId)]);
        const problems = new Map<string, string | null>();
        for (const id of keyIds) problems.set(id, await parts.secretKeys.problemOf(context, id, now));
        const places = stageMap(stages);
        const permitted = await parts.permittedOperations(context, resource);
        return {
          ...secretView(secret, eventNames, tags),
          versions: [...versions.values()].reverse().map((version) => ({
            versionId: version.version,
            kind: version.kind,
            kmsKeyId: version.kmsKeyId,
            createdAt: version.createdAt,
            expiresAt: version.expiresAt,
            statuses: [...namesOn(places, version.version)],
            keyProblem: problems.get(version.kmsKeyId) ?? null,
          })),
          keyProblem: problems.get(secret.kmsKeyId) ?? null,
          permitted: permitted.filter(isAboutSecret),
        };
      },
    },
    'csms.previewSecretUse': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { secret } = await directory.find(context, input.secretName);
        const since = now - input.days * DAY_IN_MS;
        const used = { id: secret.id, accountId: secret.accountId, otherAccounts: [] };
        const uses = await recentUses(store, used, readings, since);
        return { secretName: secret.name, since, lastUsedAt: uses[0]?.lastUsedAt ?? null, uses };
      },
    },
    'csms.secretQuota': {
      kind: 'direct',
      run: async ({ context }) => ({
        secrets: { used: await countSecrets(store.read, context.account.id), quota: quotas.secrets },
        events: { used: await countEvents(store.read, context.account.id), quota: MAX_EVENTS },
      }),
    },
  };
}

/** Events are traced under the same type of resource, but are no secrets. */
function isAboutSecret(id: OperationId): boolean {
  const { shape } = operationOf(id).input;
  return 'secretName' in shape || 'secretId' in shape;
}

/** The REST list: by name, so that secrets made meanwhile do not shift its pages. */
async function listSecrets(
  { read }: Store,
  { accountId, projectId }: ProjectScope,
  { limit, marker, eventName }: OperationInput<'csms.listSecrets'>,
): Promise<OperationOutput<'csms.listSecrets'>> {
  let query = read
    .selectFrom('secrets')
    .selectAll('secrets')
    .where('secrets.account_id', '=', accountId)
    .where('secrets.project_id', '=', projectId)
    .where('secrets.name', '>', marker);
  if (eventName !== undefined) {
    query = query.where((builder) => hasEvent(builder, eventName));
  }
  const found = await query
    .orderBy('secrets.name')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const names = await eventNamesOf(
    read,
    rows.map((row) => row.id),
  );
  return {
    secrets: rows.map((row) => secretDetails(secretRecord(row), names.get(row.id) ?? [])),
    pageInfo: {
      nextMarker: found.length > limit ? (rows.at(-1)?.name ?? '') : '',
      previousMarker: rows[0]?.name ?? '',
      currentCount: rows.length,
    },
  };
}
