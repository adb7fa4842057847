import {
  MAX_COUNTED_SECRETS,
  type OperationInput,
  type OperationOutput,
  type SecretSortName,
} from '@dewpoint/contract';
import { type Kysely, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { decodeCursor, encodeCursor } from '../../kms/key-cursor.ts';
import type { ProjectScope } from '../../kms/project-scope.ts';
import type { Store } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { tagsOfResources } from '../../tags/resource-tags.ts';
import { idsWithTag } from '../../tags/tag-query.ts';
import { eventNamesOf } from '../events/event-repository.ts';
import { secretView } from './secret-answers.ts';
import { hasEvent, hasVersionUnder, nameOrIdMatches } from './secret-filters.ts';
import { secretRecord } from './secret-record.ts';

type SearchInput = OperationInput<'csms.searchSecrets'>;
type SecretsQuery<O> = SelectQueryBuilder<Tables, 'secrets', O>;

const sortColumns = {
  name: { column: 'secrets.name', valueType: 'string' },
  state: { column: 'secrets.state', valueType: 'string' },
  type: { column: 'secrets.type', valueType: 'string' },
  created: { column: 'secrets.created_at', valueType: 'number' },
  enterpriseProject: { column: 'secrets.enterprise_project_id', valueType: 'string' },
} as const satisfies Readonly<Record<SecretSortName, object>>;

/** SEC-03: one page of the console's list of secrets, keyset-paged. */
export async function searchSecrets(
  store: Store,
  scope: ProjectScope,
  input: SearchInput,
): Promise<OperationOutput<'csms.searchSecrets'>> {
  const { read } = store;
  const page = await readPage(filtered(store, scope, input), input);
  const ids = page.rows.map((row) => row.id);
  const tags = await tagsOfResources(read, scope.accountId, 'csms', ids);
  const events = await eventNamesOf(read, ids);
  return {
    items: page.rows.map((row) =>
      secretView(secretRecord(row), events.get(row.id) ?? [], tags.get(row.id) ?? []),
    ),
    nextCursor: page.nextCursor,
    count: await countCapped(read, filtered(store, scope, input)),
  };
}

async function readPage(query: SecretsQuery<object>, input: SearchInput) {
  const descending = input.sort.startsWith('-');
  const { column, valueType } = sortColumns[sortNameOf(input.sort)];
  const direction = descending ? 'desc' : 'asc';
  let page = query
    .selectAll('secrets')
    .select(sql<string | number>`${sql.ref(column)}`.as('sort_value'))
    .orderBy(column, direction)
    .orderBy('secrets.id', direction)
    .limit(input.limit + 1);
  if (input.cursor !== undefined) {
    const { value, id } = decodeCursor(input.cursor, input.sort, valueType);
    const after = sql<SqlBool>`(${sql.ref(column)}, secrets.id) ${sql.raw(descending ? '<' : '>')} (${value}, ${id})`;
    page = page.where(after);
  }
  const found = await page.execute();
  const rows = found.slice(0, input.limit);
  const last = rows.at(-1);
  const more = found.length > input.limit && last !== undefined;
  return {
    rows,
    nextCursor: more
      ? encodeCursor({
          sort: input.sort,
          value: valueType === 'number' ? Number(last.sort_value) : String(last.sort_value),
          id: last.id,
        })
      : null,
  };
}

function sortNameOf(sort: SearchInput['sort']): SecretSortName {
  const plain = sort.startsWith('-') ? sort.slice(1) : sort;
  for (const name of Object.keys(sortColumns)) if (name === plain) return name as SecretSortName;
  throw new TypeError(`secret search: sort ${sort} is not in the table of columns`);
}

function filtered({ read, dialect }: Store, scope: ProjectScope, input: SearchInput): SecretsQuery<object> {
  const { q, state, secretType, enterpriseProjectId, kmsKeyId, eventName, createdFrom, createdTo } = input;
  let query: SecretsQuery<object> = read
    .selectFrom('secrets')
    .where('secrets.account_id', '=', scope.accountId)
    .where('secrets.project_id', '=', scope.projectId);
  if (q) query = query.where((builder) => nameOrIdMatches(builder, dialect, q));
  if (state?.length) query = query.where('secrets.state', 'in', state);
  if (secretType?.length) query = query.where('secrets.type', 'in', secretType);
  if (enterpriseProjectId?.length) {
    query = query.where('secrets.enterprise_project_id', 'in', enterpriseProjectId);
  }
  if (kmsKeyId !== undefined) {
    query = query.where((builder) => hasVersionUnder(builder, kmsKeyId));
  }
  if (eventName !== undefined) query = query.where((builder) => hasEvent(builder, eventName));
  if (createdFrom !== undefined) query = query.where('secrets.created_at', '>=', createdFrom);
  if (createdTo !== undefined) query = query.where('secrets.created_at', '<=', createdTo);
  for (const { key, value } of input.tag ?? []) {
    const wanted = { key, values: value === null ? null : [value] };
    query = query.where('secrets.id', 'in', idsWithTag(scope, 'csms', wanted));
  }
  return query;
}

async function countCapped(read: Kysely<Tables>, query: SecretsQuery<object>) {
  const some = query.select(sql.lit(1).as('one')).limit(MAX_COUNTED_SECRETS + 1);
  const row = await read
    .selectFrom(some.as('some'))
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  return { value: Math.min(count, MAX_COUNTED_SECRETS), capped: count > MAX_COUNTED_SECRETS };
}
