import type { OperationInput } from '@dewpoint/contract';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { containsText } from '../store/text-search.ts';
import type { ProjectScope } from './project-scope.ts';

type SearchInput = OperationInput<'kms.searchKeys'>;

/**
 * A filter that leaves at most so many keys is answered from its own index, and those keys are sorted; one that leaves more is met so often
 * on the way through the list that a page is found soon. Both take about 10 ms at a million keys.
 */
const MAX_CANDIDATES = 1_000;
const TRIGRAM_LENGTH = 3;

/** Ids of the keys that a filter leaves: at least all of them, never more than asked for plus one. */
type Probe = (limit: number) => Promise<readonly string[]>;

export interface Candidates {
  /** The keys that the narrowest filter leaves, or null where every filter leaves many. Keys that other filters take out are among them. */
  readonly ids: readonly string[] | null;
  /** So many keys are found for certain, where the only filter of a search leaves many; else 0. */
  readonly atLeast: number;
}

/** Asks the index of each filter of a search how few keys it leaves. */
export async function candidateKeys(
  store: Store,
  scope: ProjectScope,
  input: SearchInput,
): Promise<Candidates> {
  let narrowest: readonly string[] | null = null;
  let widest = 0;
  const probes = probesOf(store, scope, input);
  for (const probe of probes) {
    const limit: number = narrowest === null ? MAX_CANDIDATES : narrowest.length;
    const found: readonly string[] = await probe(limit + 1);
    if (found.length <= limit) narrowest = found;
    else widest = found.length;
    if (narrowest?.length === 0) break;
  }
  return { ids: narrowest, atLeast: probes.length === 1 && findsOnlyMatches(store, input) ? widest : 0 };
}

/** A short text is a filter without a probe, and SQLite's search in aliases reaches into other accounts. */
function findsOnlyMatches({ dialect }: Store, { q }: SearchInput): boolean {
  return q === undefined || q === '' || (dialect === 'postgres' && q.length >= TRIGRAM_LENGTH);
}

/** Those that are most likely to be narrow first: a probe reads no further than the narrowest one before it. */
function probesOf(store: Store, scope: ProjectScope, input: SearchInput): readonly Probe[] {
  const { q, state, keySpec, keyUsage, origin, enterpriseProjectId } = input;
  const probes: Probe[] = [];
  const text = q === undefined || q === '' ? null : textProbe(store, scope, q);
  if (text !== null) probes.push(text);
  for (const { key, value } of input.tag ?? []) {
    const tagged = store.read
      .selectFrom('resource_tags')
      .select('resource_id as id')
      .where('account_id', '=', scope.accountId)
      .where('project_id', '=', scope.projectId)
      .where('resource_type', '=', 'cmk')
      .where('tag_key', '=', key);
    probes.push(idsOf(value === null ? tagged : tagged.where('tag_value', '=', value)));
  }
  const keys = () =>
    store.read
      .selectFrom('keys')
      .select('id')
      .where('account_id', '=', scope.accountId)
      .where('project_id', '=', scope.projectId);
  if (state?.length) probes.push(idsOf(keys().where('state', 'in', state)));
  if (keySpec?.length) probes.push(idsOf(keys().where('spec', 'in', keySpec)));
  if (keyUsage?.length) probes.push(idsOf(keys().where('usage', 'in', keyUsage)));
  if (origin?.length) probes.push(idsOf(keys().where('origin', 'in', origin)));
  if (enterpriseProjectId?.length && !enterpriseProjectId.includes('all')) {
    probes.push(idsOf(keys().where('enterprise_project_id', 'in', enterpriseProjectId)));
  }
  const created = createdProbe(keys(), input);
  if (created !== null) probes.push(created);
  return probes;
}

function idsOf<T extends keyof Tables>(query: SelectQueryBuilder<Tables, T, { id: string }>): Probe {
  return async (limit) => (await query.limit(limit).execute()).map((row) => row.id);
}

function createdProbe(
  keys: SelectQueryBuilder<Tables, 'keys', { id: string }>,
  { createdFrom, createdTo }: SearchInput,
): Probe | null {
  if (createdFrom === undefined && createdTo === undefined) return null;
  let query = keys;
  if (createdFrom !== undefined) query = query.where('created_at', '>=', createdFrom);
  if (createdTo !== undefined) query = query.where('created_at', '<=', createdTo);
  return idsOf(query);
}

/** Keys whose alias holds the text or whose id begins with it; null for a text too short for trigrams: it is found everywhere, or soon. */
function textProbe(store: Store, scope: ProjectScope, text: string): Probe | null {
  if (text.length < TRIGRAM_LENGTH) return null;
  const ofAlias =
    store.dialect === 'sqlite' ? sqliteAliasProbe(store, text) : postgresAliasProbe(store, scope, text);
  if (!/^[0-9a-f-]{1,36}$/i.test(text)) return ofAlias;
  const prefix = text.toLowerCase();
  const ofId = idsOf(
    store.read
      .selectFrom('keys')
      .select('id')
      .where('id', '>=', prefix)
      // Behind every character of an id.
      .where('id', '<', `${prefix}~`),
  );
  return async (limit) => [...new Set([...(await ofAlias(limit)), ...(await ofId(limit))])].slice(0, limit);
}

/** The index holds the aliases of all accounts; the search itself leaves those of the caller's. */
function sqliteAliasProbe({ read }: Store, text: string): Probe {
  const phrase = `"${text.replaceAll('"', '""')}"`;
  return async (limit) => {
    const { rows } = await sql<{ id: string }>`select key_search.key_id as id
      from (select rowid as row from key_alias_trigrams where alias match ${phrase} limit ${limit}) as found
      cross join key_search on key_search.row = found.row`.execute(read);
    return rows.map((row) => row.id);
  };
}

function postgresAliasProbe({ read }: Store, scope: ProjectScope, text: string): Probe {
  return idsOf(
    read
      .selectFrom('keys')
      .select('id')
      .where('account_id', '=', scope.accountId)
      .where(containsText('postgres', 'keys.alias', text)),
  );
}
