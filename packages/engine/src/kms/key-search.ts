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
import { keyRecord } from '../keys/key-record.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { keyView } from './key-answers.ts';
import { decodeCursor, encodeCursor } from './key-cursor.ts';
import { aliasContains, withTag } from './key-filters.ts';
import type { ProjectScope } from './project-scope.ts';
import { tagsOfKeys } from './tags/tag-repository.ts';

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

/** KEY-13: one page of the console's key list, keyset-paged, so that a million keys stay quick. */
export async function searchKeys(
  store: Store,
  scope: ProjectScope,
  input: SearchInput,
): Promise<OperationOutput<'kms.searchKeys'>> {
  const { read, dialect } = store;
  const page = await readPage(filtered(read.selectFrom('keys'), dialect, scope, input), input);
  const tags = await tagsOfKeys(
    read,
    scope.accountId,
    page.rows.map((row) => row.id),
  );
  return {
    items: page.rows.map((row) => keyView(keyRecord(row), tags.get(row.id) ?? [])),
    nextCursor: page.nextCursor,
    count: await countCapped(read, filtered(read.selectFrom('keys'), dialect, scope, input)),
  };
}

async function readPage(query: KeysQuery<object>, input: SearchInput) {
  const descending = input.sort.startsWith('-');
  const name = sortNameOf(input.sort);
  const { expression, valueType } = sortColumns[name];
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
  const found = await page.execute();
  const rows = found.slice(0, input.limit);
  const last = rows.at(-1);
  const more = found.length > input.limit && last !== undefined;
  return {
    rows,
    nextCursor: more
      ? encodeCursor({
          sort: input.sort,
          value: valueType === 'number' ? Number(last.sort_value) : last.sort_value,
          id: last.id,
        })
      : null,
  };
}

function sortNameOf(sort: SearchInput['sort']): KeySortName {
  const plain = sort.startsWith('-') ? sort.slice(1) : sort;
  for (const name of Object.keys(sortColumns)) if (name === plain) return name as KeySortName;
  throw new TypeError(`key search: sort ${sort} is not in the table of columns`);
}

function filtered<O>(
  from: KeysQuery<O>,
  dialect: Store['dialect'],
  scope: ProjectScope,
  input: SearchInput,
): KeysQuery<O> {
  let query = from
    .where('keys.account_id', '=', scope.accountId)
    .where('keys.project_id', '=', scope.projectId);
  const { q, state, keySpec, keyUsage, origin, enterpriseProjectId, createdFrom, createdTo } = input;
  if (q !== undefined && q !== '') query = query.where((builder) => textMatch(builder, dialect, q));
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
    query = query.where((builder) => withTag(builder, scope, { key: tag.key, values }));
  }
  return query;
}

/** Part of the alias, in any case, or the beginning of the id where the text can be one. */
function textMatch(builder: ExpressionBuilder<Tables, 'keys'>, dialect: Store['dialect'], q: string) {
  const alias = aliasContains(dialect, q);
  if (!/^[0-9a-f-]{1,36}$/i.test(q)) return alias;
  return builder.or([alias, sql<SqlBool>`keys.id like ${`${q.toLowerCase()}%`}`]);
}

async function countCapped(read: Kysely<Tables>, query: KeysQuery<object>) {
  // A constant instead of a column lets SQLite count in an index alone.
  const some = query.select(sql.lit(1).as('one')).limit(MAX_COUNTED_KEYS + 1);
  const row = await read
    .selectFrom(some.as('some'))
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  return { value: Math.min(count, MAX_COUNTED_KEYS), capped: count > MAX_COUNTED_KEYS };
}
