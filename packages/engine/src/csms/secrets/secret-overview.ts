import { type OperationOutput, OVERVIEW_DAYS_AHEAD } from '@dewpoint/contract';
import { sql } from 'kysely';
import { type ProjectScope, projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { CsmsParts } from '../csms-parts.ts';

const DAY_IN_MS = 86_400_000;
const MOST_DUE = 50;

type Due = OperationOutput<'csms.secretOverview'>['due'][number];

/** What becomes due for the secrets of a project, the earliest first. */
export function secretOverviewHandlers({ store }: CsmsParts): HandlersOf<'csms.secretOverview'> {
  async function planned(
    scope: ProjectScope,
    kind: Due['kind'],
    plan: {
      readonly column: 'deletion_at' | 'next_rotation_at';
      readonly state: 'pendingDeletion' | 'enabled';
    },
    until: number,
  ): Promise<readonly Due[]> {
    const rows = await store.read
      .selectFrom('secrets')
      .select(['name', sql<number>`${sql.ref(plan.column)}`.as('at')])
      .where('account_id', '=', scope.accountId)
      .where('project_id', '=', scope.projectId)
      .where('state', '=', plan.state)
      .where(plan.column, '<=', until)
      .orderBy(plan.column)
      .limit(MOST_DUE)
      .execute();
    return rows.map(({ name, at }) => ({ kind, secretName: name, at: Number(at) }));
  }

  async function expiries(scope: ProjectScope, now: number, until: number): Promise<readonly Due[]> {
    const rows = await store.read
      .selectFrom('secret_versions')
      .innerJoin('secrets', 'secrets.id', 'secret_versions.secret_id')
      .select(['secrets.name', 'secret_versions.expires_at'])
      .where('secrets.account_id', '=', scope.accountId)
      .where('secrets.project_id', '=', scope.projectId)
      .where('secrets.state', '=', 'enabled')
      .where('secret_versions.expires_at', '>', now)
      .where('secret_versions.expires_at', '<=', until)
      .orderBy('secret_versions.expires_at')
      .limit(MOST_DUE)
      .execute();
    return rows.map(({ name, expires_at }) => ({ kind: 'expiry', secretName: name, at: Number(expires_at) }));
  }

  return {
    'csms.secretOverview': {
      kind: 'direct',
      async run({ context, now }) {
        const scope = projectScope(context);
        const until = now + OVERVIEW_DAYS_AHEAD * DAY_IN_MS;
        const due = await Promise.all([
          planned(scope, 'deletion', { column: 'deletion_at', state: 'pendingDeletion' }, until),
          planned(scope, 'rotation', { column: 'next_rotation_at', state: 'enabled' }, until),
          expiries(scope, now, until),
        ]);
        const earliest = due.flat().toSorted((a, b) => a.at - b.at);
        return { due: earliest.slice(0, MOST_DUE) };
      },
    },
  };
}
