import {
  type KeySortName,
  MAX_COUNTED_KEYS,
  type OperationInput,
  type OperationOutput,
} from '@dewpoint/contract';
import {
  type ExpressionBuilder,
  type Kysely,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { type KeyRow, keyRecord } from '../keys/key-record.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { containsText } from '../store/text-search.ts';
import { tagsOfResources } from '../tags/resource-tags.ts';
import { keyView } from './key-answers.ts';
import { candidateKeys } from './key-candidates.ts';
import { decodeCursor, encodeCursor } from './key-cursor.ts';
import { hasTag, metSoon } from './key-filters.ts';
import type { ProjectScope } from './project-scope.ts';

type SearchInput = OperationInput<'kms.searchKeys'>;
type KeysQuery<O> = SelectQueryBuilder<Tables, 'keys', O>;

/** Stands for "never" when rows are sorted by expiry, so that keys without one come last going up. */
const NEVER = Number.MAX_SAFE_INTEGER;

interface SortColumn {
  readonly expression: RawBuilder<string | number>;
  readonly valueType: 'string' | 'number';
}

const sortColumns: Readonly<Record<KeySortName, SortColumn>> = {
  alias: { expression: sql<string>`keys.alias`, valueType: 'string' },
  state: { expression: sql<string>`keys.state`, valueType: 'string' },
  algorithm: { expression: sql<string>`keys.spec`, valueType: 'string' },
  usage: { expression: sql<string>`keys.usage`, valueType: 'string' },
  expires: {
    expression: sql<number>`coalesce(keys.material_expires_at, ${sql.lit(NEVER)})`,
    valueType: 'number',
  },
  origin: { expression: sql<string>`keys.origin`, valueType: 'string' },
  enterpriseProject: { expression: sql<string>`keys.enterprise_project_id`, valueType: 'string' },
  created: { expression: sql<number>`keys.created_at`, valueType: 'number' },
};

/**
 * KEY-13: one page of the console's key list, keyset-paged, so that a million keys stay quick. Where a filter leaves few keys those are read
 * and sorted; otherwise the list is read in its order until the page is full. States have an index in the order of creation, so several
 * states are several lists, merged.
 */
export async function searchKeys(
  store: Store,
  scope: ProjectScope,
  input: SearchInput,
): Promise<OperationOutput<'kms.searchKeys'>> {
  const { read } = store;
  const { ids: candidates, atLeast } = await candidateKeys(store, scope, input);
  const lists = candidates === null ? listsOf(input) : [input];
  const filteredBy = (list: SearchInput) => filtered(store, scope, list, candidates);
  const found = await Promise.all(lists.map((list) => readRows(filteredBy(list), list)));
  const walked = candidates === null && store.dialect === 'sqlite' && input.q !== undefined && input.q !== '';
  const countOf = (list: SearchInput) =>
    countSome(read, walked ? inOrderOfCreation(filteredBy(list)) : filteredBy(list));
  const counts = atLeast > MAX_COUNTED_KEYS ? [atLeast] : await Promise.all(lists.map(countOf));
  const page = pageOf(found.flat(), input);
  const tags = await tagsOfResources(
    read,
    scope.accountId,
    'cmk',
    page.rows.map((row) => row.id),
  );
  const count = counts.reduce((sum, some) => sum + some, 0);
  return {
    items: page.rows.map((row) => keyView(keyRecord(row), tags.get(row.id) ?? [])),
    nextCursor: page.nextCursor,
    count: { value: Math.min(count, MAX_COUNTED_KEYS), capped: count > MAX_COUNTED_KEYS },
  };
}

/** One list for each state that is asked for, in the order of creation; elsewhere one list with all. */
function listsOf(input: SearchInput): readonly SearchInput[] {
  const states = [...new Set(input.state ?? [])];
  if (states.length < 2 || sortNameOf(input.sort) !== 'created') return [input];
  return states.map((state) => ({ ...input, state: [state] }));
}

type FoundRow = KeyRow & { readonly sort_value: string | number };

/** Rows behind the cursor in the order of the list: one more than a page, which tells whether there is a next one. */
async function readRows(query: KeysQuery<object>, input: SearchInput): Promise<FoundRow[]> {
  const { expression, valueType } = sortColumns[sortNameOf(input.sort)];
  const descending = isDescending(input);
  const direction = descending ? 'desc' : 'asc';
  let page = query
    .selectAll()
    .select(expression.as('sort_value'))
    .orderBy(expression, direction)
    .orderBy('keys.id', direction)
    .limit(input.limit + 1);
  if (input.cursor !== undefined) {
    const { value, id } = decodeCursor(input.cursor, input.sort, valueType);
    const after = sql<SqlBool>`(${expression}, keys.id) ${sql.raw(descending ? '<' : '>')} (${value}, ${id})`;
    page = page.where(after);
  }
  const rows = await page.execute();
  return valueType === 'number' ? rows.map((row) => ({ ...row, sort_value: Number(row.sort_value) })) : rows;
}

/** The first page of rows that come from one list in order, or from several. */
function pageOf(found: readonly FoundRow[], input: SearchInput) {
  const ahead = isDescending(input) ? -1 : 1;
  const sorted = [...found].sort(
    (a, b) => ahead * (compare(a.sort_value, b.sort_value) || compare(a.id, b.id)),
  );
  const rows = sorted.slice(0, input.limit);
  const last = rows.at(-1);
  const more = found.length > input.limit && last !== undefined;
  const cursor = more ? { sort: input.sort, value: last.sort_value, id: last.id } : null;
  return { rows, nextCursor: cursor && encodeCursor(cursor) };
}

/** Code units compare as bytes do here: values of sorted columns are ASCII or numbers. */
function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isDescending({ sort }: SearchInput): boolean {
  return sort.startsWith('-');
}

function sortNameOf(sort: SearchInput['sort']): KeySortName {
  const plain = sort.startsWith('-') ? sort.slice(1) : sort;
  for (const name of Object.keys(sortColumns)) if (name === plain) return name as KeySortName;
  throw new TypeError(`key search: sort ${sort} is not in the table of columns`);
}

function filtered(
  { read, dialect }: Store,
  scope: ProjectScope,
  input: SearchInput,
  candidates: readonly string[] | null,
): KeysQuery<object> {
  const where = candidates === null ? metSoon : (condition: RawBuilder<SqlBool>) => condition;
  let query: KeysQuery<object> = read.selectFrom('keys');
  query =
    candidates === null
      ? query.where('keys.account_id', '=', scope.accountId).where('keys.project_id', '=', scope.projectId)
      : query.where(isCandidate(dialect, scope, candidates));
  const { q, state, keySpec, keyUsage, origin, enterpriseProjectId, createdFrom, createdTo } = input;
  if (q !== undefined && q !== '')
    query = query.where((builder) => textMatch(builder, where(containsText(dialect, 'keys.alias', q)), q));
  if (state?.length) query = query.where('keys.state', 'in', state);
  if (keySpec?.length) query = query.where('keys.spec', 'in', keySpec);
  if (keyUsage?.length) query = query.where('keys.usage', 'in', keyUsage);
  if (origin?.length) query = query.where('keys.origin', 'in', origin);
  if (enterpriseProjectId?.length && !enterpriseProjectId.includes('all')) {
    query = query.where('keys.enterprise_project_id', 'in', enterpriseProjectId);
  }
  if (createdFrom !== undefined) query = query.where('keys.created_at', '>=', createdFrom);
  if (createdTo !== undefined) query = query.where('keys.created_at', '<=', createdTo);
  for (const tag of input.tag ?? []) {
    const values = tag.value === null ? null : [tag.value];
    query = query.where(where(hasTag(scope, { key: tag.key, values })));
  }
  return query;
}

/** Part of the alias, in any case, or the beginning of the id where the text can be one. */
function textMatch(builder: ExpressionBuilder<Tables, 'keys'>, alias: RawBuilder<SqlBool>, q: string) {
  if (!/^[0-9a-f-]{1,36}$/i.test(q)) return alias;
  return builder.or([alias, sql<SqlBool>`keys.id like ${`${q.toLowerCase()}%`}`]);
}

/** The plus signs keep SQLite from walking through an index of the account in search of the few. */
function isCandidate(
  dialect: Store['dialect'],
  { accountId, projectId }: ProjectScope,
  candidates: readonly string[],
): RawBuilder<SqlBool> {
  if (dialect === 'postgres') {
    return sql<SqlBool>`keys.account_id = ${accountId} and keys.project_id = ${projectId} and keys.id = any(${[...candidates]}::text[])`;
  }
  return sql<SqlBool>`+keys.account_id = ${accountId} and +keys.project_id = ${projectId}
    and keys.id in (select value from json_each(${JSON.stringify(candidates)}))`;
}

/**
 * A text that many aliases hold is met soon on the way through the keys, whereas SQLite would choose the index of aliases, where all that
 * begin with it stand together and perhaps last (140 ms with a million keys).
 */
function inOrderOfCreation(query: KeysQuery<object>): KeysQuery<object> {
  return query.orderBy('keys.created_at', 'desc').orderBy('keys.id', 'desc');
}

/** How many there are, but no further than one more than `MAX_COUNTED_KEYS`. */
async function countSome(read: Kysely<Tables>, query: KeysQuery<object>): Promise<number> {
  // A constant instead of a column lets SQLite count in an index alone.
  const some = query.select(sql.lit(1).as('one')).limit(MAX_COUNTED_KEYS + 1);
  const row = await read
    .selectFrom(some.as('some'))
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
