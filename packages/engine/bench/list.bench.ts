import type { OperationInput } from '@dewpoint/contract';
import { sql } from 'kysely';
import { systemClock } from '../src/clock.ts';
import { searchKeys } from '../src/kms/key-search.ts';
import type { DialectName } from '../src/store/column-types.ts';
import type { Store } from '../src/store/store.ts';
import { openTestStore, type SeededAccount, seedAccount } from '../src/testing/index.ts';

/**
 * The console's list of keys (KEY-13) in one account with very many keys, on both databases: milliseconds of `kms.searchKeys` without
 * pipeline and trace. Arguments: number of keys (1,000,000), calls for each query (60), databases (both).
 *
 *     node --conditions=dewpoint-source packages/engine/bench/list.bench.ts 20000 20 sqlite
 */
const [keyCount = 1_000_000, calls = 60] = process.argv.slice(2, 4).map(Number);
const databases: readonly DialectName[] =
  process.argv[4] === 'sqlite' || process.argv[4] === 'postgres' ? [process.argv[4]] : ['sqlite', 'postgres'];

type SearchInput = OperationInput<'kms.searchKeys'>;

const basic: SearchInput = { sort: '-created', limit: 20 };
const half = Math.floor(keyCount / 2);
/** Keys inserted by one statement: far below the time limit of statements. */
const CHUNK = 20_000;

/** The aliases are `<service>-<number>`; see `fill`. A page in the middle is reached by the cursor of the page before, as in the console. */
const queries: readonly [string, SearchInput, { readonly middle?: true }?][] = [
  ['first page', basic],
  ['page in the middle', basic, { middle: true }],
  ['state of none', { ...basic, origin: ['external'] }],
  ['first page by alias', { ...basic, sort: 'alias' }],
  ['page in the middle by alias', { ...basic, sort: 'alias' }, { middle: true }],
  ['state of most', { ...basic, state: ['enabled'] }],
  ['state of few', { ...basic, state: ['pendingImport'] }],
  ['two states', { ...basic, state: ['disabled', 'pendingDeletion'] }],
  ['alias substring of many', { ...basic, q: 'payments' }],
  ['alias substring of few', { ...basic, q: `${String(half).padStart(7, '0').slice(0, 5)}` }],
  ['alias substring of one', { ...basic, q: String(half).padStart(7, '0') }],
  ['alias substring of none', { ...basic, q: 'no-such-alias' }],
  ['tag of many', { ...basic, tag: [{ key: 'env', value: 'prod' }] }],
  ['tag of few', { ...basic, tag: [{ key: 'owner', value: 'rare' }] }],
  ['tag of none', { ...basic, tag: [{ key: 'owner', value: 'nobody' }] }],
  [
    'two tags and a state',
    {
      ...basic,
      state: ['enabled'],
      tag: [
        { key: 'env', value: 'prod' },
        { key: 'owner', value: null },
      ],
    },
  ],
  [
    'everything at once',
    {
      ...basic,
      state: ['enabled'],
      q: 'payments',
      tag: [{ key: 'env', value: 'prod' }],
      keySpec: ['AES_256'],
    },
  ],
];

for (const dialect of databases) await measure(dialect);

async function measure(dialect: DialectName): Promise<void> {
  const test = await openTestStore(dialect, { clock: systemClock });
  try {
    const account = await seedAccount(test.store);
    await fill(test.store, account);
    // SQLite writes its log back into the database when it is closed; a running product does so all the time.
    const store = await test.reopen();
    for (const [query, input, options] of queries) {
      const asked = options?.middle ? { ...input, cursor: cursorAt(input) } : input;
      const result = await time(store, account, asked);
      console.log(JSON.stringify({ bench: 'list', dialect, keys: keyCount, query, ...result }));
    }
  } finally {
    await test.remove();
  }
}

async function time(store: Store, account: SeededAccount, input: SearchInput) {
  const samples: number[] = [];
  let found = 0;
  // The first calls fill the caches of the database, as a running product's are.
  for (let call = -3; call < calls; call++) {
    const start = performance.now();
    const page = await searchKeys(store, account, input);
    if (call >= 0) samples.push(performance.now() - start);
    found = page.items.length;
  }
  samples.sort((a, b) => a - b);
  return { found, p50: at(samples, 0.5), p95: at(samples, 0.95) };
}

function at(sorted: readonly number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return Math.round((value ?? 0) * 1000) / 1000;
}

/** Made here as the list makes it, for nobody pages through half a million keys to measure the next page. */
function cursorAt({ sort }: SearchInput): string {
  const value = sort === 'alias' ? `payments-${String(half).padStart(7, '0')}` : half;
  return Buffer.from(JSON.stringify([sort, value, '7'])).toString('base64url');
}

/**
 * Keys with an alias of one of ten services, 1 ms apart: nine of ten enabled, one of ten with tag env=prod, one of 10,000 with owner=rare.
 * Indexes are made anew behind them, which is many times quicker than to keep them up to date.
 */
async function fill(store: Store, account: SeededAccount): Promise<void> {
  const restore = await dropIndexes(store);
  for (let from = 1; from <= keyCount; from += CHUNK) {
    await insert(store, account, from, Math.min(keyCount, from + CHUNK - 1));
  }
  await run(store, [...tags(account), ...restore]);
  // Autovacuum does it in a database that grows to this size; SQLite is never analysed by the product.
  if (store.dialect === 'postgres') {
    for (const table of ['keys', 'resource_tags'])
      await sql.raw(`vacuum analyze ${table}`).execute(store.read);
  }
}

function tags({ accountId }: SeededAccount): readonly string[] {
  return [
    ['env', 'prod', 10],
    ['owner', 'rare', 10_000],
  ].map(
    ([
      key,
      value,
      every,
    ]) => `insert into resource_tags (account_id, project_id, resource_type, resource_id, tag_key, tag_value)
      select account_id, project_id, 'cmk', id, '${key}', '${value}' from keys where account_id = '${accountId}' and created_at % ${every} = 0`,
  );
}

/** Answers the statements that make them again. */
async function dropIndexes(store: Store): Promise<readonly string[]> {
  const found =
    store.dialect === 'sqlite'
      ? sql<{
          kind: string;
          name: string;
          definition: string;
        }>`select type as kind, name, sql as definition from sqlite_master
          where tbl_name in ('keys', 'resource_tags') and type in ('index', 'trigger') and sql is not null`
      : sql<{
          kind: string;
          name: string;
          definition: string;
        }>`select 'index' as kind, indexname as name, indexdef as definition
          from pg_indexes where tablename in ('keys', 'resource_tags')
            and indexname not in (select conname from pg_constraint)`;
  const { rows } = await found.execute(store.read);
  await run(
    store,
    rows.map(({ kind, name }) => `drop ${kind} ${name}`),
  );
  const trigrams =
    store.dialect === 'sqlite'
      ? [
          'insert into key_search (key_id) select id from keys',
          `insert into key_alias_trigrams (rowid, alias)
            select key_search.row, keys.alias from key_search join keys on keys.id = key_search.key_id`,
        ]
      : [];
  return [...trigrams, ...rows.map(({ definition }) => definition)];
}

async function run(store: Store, statements: readonly string[]): Promise<void> {
  for (const statement of statements) {
    await store.transaction(async (transaction) => {
      if (store.dialect === 'postgres') await sql.raw('set local statement_timeout = 0').execute(transaction);
      await sql.raw(statement).execute(transaction);
    });
  }
}

async function insert(
  store: Store,
  { accountId, projectId }: SeededAccount,
  from: number,
  to: number,
): Promise<void> {
  const sqlite = store.dialect === 'sqlite';
  const numbers = sqlite
    ? sql`(with recursive n(i) as (select ${sql.lit(from)} union all select i + 1 from n where i < ${sql.lit(to)}) select i from n)`
    : sql`(select i from generate_series(${sql.lit(from)}, ${sql.lit(to)}) as n(i))`;
  const id = sqlite
    ? sql`lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`
    : sql`gen_random_uuid()::text`;
  const padded = sqlite ? sql`printf('%07d', i)` : sql`lpad(i::text, 7, '0')`;
  await store.transaction(async (transaction) => {
    await sql`insert into keys (id, account_id, project_id, enterprise_project_id, alias, description, state, spec, usage, origin,
        keystore_id, created_at, current_version, rotation_enabled, rotation_interval_days, rotation_count)
      select ${id}, ${accountId}, ${projectId}, '0',
        case i % 10 when 0 then 'payments' when 1 then 'billing' when 2 then 'archive' when 3 then 'mail' when 4 then 'search'
          when 5 then 'backup' when 6 then 'ledger' when 7 then 'media' when 8 then 'sensor' else 'report' end || '-' || ${padded},
        '', case when i % 50 = 0 then 'pendingImport' when i % 33 = 0 then 'pendingDeletion' when i % 20 = 0 then 'disabled' else 'enabled' end,
        case when i % 7 = 0 then 'RSA_2048' else 'AES_256' end, 'ENCRYPT_DECRYPT', 'kms', '0', i, 1, 0, 365, 0
      from ${numbers} as numbers`.execute(transaction);
  });
}
