import { keyStateNames, type OperationOutput, OVERVIEW_DAYS_AHEAD } from '@dewpoint/contract';
import { type RawBuilder, sql } from 'kysely';
import type { HandlersOf } from '../pipeline/handler.ts';
import type { KeysTable } from '../store/key-tables.ts';
import type { KmsParts } from './kms-parts.ts';
import { type ProjectScope, projectScope } from './project-scope.ts';

const DAY_IN_MS = 86_400_000;
const MOST_DUE = 50;

type KeyState = KeysTable['state'];

/** A rotation that is switched off has none. */
const nextRotation = sql<number>`case when rotation_enabled = 1 then rotation_anchor_at + rotation_interval_days * ${sql.lit(DAY_IN_MS)} end`;

type Due = OperationOutput<'kms.keyOverview'>['due'][number];

/** All keys of a project at a glance. */
export function keyOverviewHandlers({ store, root }: KmsParts): HandlersOf<'kms.keyOverview'> {
  async function states(scope: ProjectScope) {
    const rows = await store.read
      .selectFrom('keys')
      .select(['state', sql<number>`count(*)`.as('count')])
      .where('account_id', '=', scope.accountId)
      .where('project_id', '=', scope.projectId)
      .where('default_service', 'is', null)
      .groupBy('state')
      .execute();
    const counts = new Map(rows.map(({ state, count }) => [state, Number(count)]));
    return keyStateNames.map((state) => ({ state, keys: counts.get(state) ?? 0 }));
  }

  async function dueOf(
    scope: ProjectScope,
    kind: Due['kind'],
    at: RawBuilder<number>,
    state: readonly KeyState[],
    until: number,
  ): Promise<readonly Due[]> {
    const rows = await store.read
      .selectFrom('keys')
      .select(['id', 'alias', at.as('at')])
      .where('account_id', '=', scope.accountId)
      .where('project_id', '=', scope.projectId)
      .where('state', 'in', state)
      .where(at, 'is not', null)
      .where(at, '<=', until)
      .orderBy('at')
      .limit(MOST_DUE)
      .execute();
    return rows.map((row) => ({ kind, keyId: row.id, keyAlias: row.alias, at: Number(row.at) }));
  }

  return {
    'kms.keyOverview': {
      kind: 'direct',
      async run({ context, now }) {
        const scope = projectScope(context);
        const until = now + OVERVIEW_DAYS_AHEAD * DAY_IN_MS;
        const due = await Promise.all([
          dueOf(scope, 'deletion', sql<number>`deletion_at`, ['pendingDeletion'], until),
          dueOf(scope, 'rotation', nextRotation, ['enabled'], until),
          dueOf(scope, 'expiry', sql<number>`material_expires_at`, ['enabled', 'disabled'], until),
        ]);
        const { kind, detail } = root.describe();
        const health = await root.health().catch(() => ({ ok: false, tokens: [] }));
        return {
          states: await states(scope),
          due: due
            .flat()
            .sort((a, b) => a.at - b.at)
            .slice(0, MOST_DUE),
          protection: { kind: kind === 'pkcs11' ? 'hsm' : 'software', detail },
          tokens: health.tokens.map((token) => ({ label: token.label, ok: token.ok, detail: token.detail })),
          healthy: health.ok,
        };
      },
    },
  };
}
