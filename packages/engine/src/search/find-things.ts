import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ProjectScope } from '../kms/project-scope.ts';
import type { Store } from '../store/store.ts';
import { containsText, likeLiteral } from '../store/text-search.ts';
import type { SearchedKind } from './searched-kinds.ts';

/** Rows that one question to the store answers; permissions may hide some of them. */
const MOST_ROWS = 200;
/** Descriptions have no index: this many of the newest things are looked through. */
const MOST_DESCRIPTIONS = 50_000;

export interface FoundRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enterprise_project_id: string;
}

/** Things of one kind in the caller's account and project. */
export class ThingFinder {
  readonly #store: Store;
  readonly #scope: ProjectScope;
  readonly #kind: SearchedKind;

  constructor(store: Store, scope: ProjectScope, kind: SearchedKind) {
    this.#store = store;
    this.#scope = scope;
    this.#kind = kind;
  }

  byId(ids: readonly string[]): Promise<readonly FoundRow[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.#rows(sql<SqlBool>`id in (${sql.join(ids)})`);
  }

  /** The very name, part of the name in any case, or the beginning of the ID. */
  async byName(text: string): Promise<readonly FoundRow[]> {
    const { table, nameColumn } = this.#kind;
    const exact = await this.#rows(sql<SqlBool>`${sql.ref(nameColumn)} = ${text}`);
    const part = containsText(this.#store.dialect, `${table}.${nameColumn}`, text);
    const startsId = /^[0-9a-f-]+$/i.test(text)
      ? sql<SqlBool>`id like ${`${likeLiteral(text.toLowerCase())}%`} escape '\\'`
      : sql<SqlBool>`1 = 0`;
    const others = await this.#rows(sql<SqlBool>`(${part} or ${startsId})`);
    const known = new Set(exact.map(({ id }) => id));
    return [...exact, ...others.filter(({ id }) => !known.has(id))];
  }

  /** Things with a tag whose key, value or `key=value` holds the text, each with the first such tag. */
  async byTag(text: string): Promise<readonly (FoundRow & { readonly tag: string })[]> {
    const { tagged } = this.#kind;
    if (tagged === null) return [];
    const { dialect, read } = this.#store;
    const like = sql.raw(dialect === 'postgres' ? 'ilike' : 'like');
    const tags = await read
      .selectFrom('resource_tags')
      .select(['resource_id', 'tag_key', 'tag_value'])
      .where('account_id', '=', this.#scope.accountId)
      .where('project_id', '=', this.#scope.projectId)
      .where('resource_type', '=', tagged)
      .where(sql<SqlBool>`tag_key || '=' || tag_value ${like} ${`%${likeLiteral(text)}%`} escape '\\'`)
      .limit(MOST_ROWS)
      .execute();
    const tagOf = new Map(
      tags.map(({ resource_id, tag_key, tag_value }) => [resource_id, `${tag_key}=${tag_value}`]),
    );
    const rows = await this.byId([...tagOf.keys()]);
    return rows.map((row) => ({ ...row, tag: tagOf.get(row.id) ?? '' }));
  }

  async byDescription(text: string): Promise<readonly FoundRow[]> {
    const newest = sql`(select * from ${sql.table(this.#kind.table)} where ${this.#within()} order by created_at desc limit ${sql.lit(MOST_DESCRIPTIONS)})`;
    const { rows } = await sql<FoundRow>`
      select ${this.#columns()} from ${newest} as newest
      where ${containsText(this.#store.dialect, 'newest.description', text)} limit ${sql.lit(MOST_ROWS)}`.execute(
      this.#store.read,
    );
    return rows;
  }

  async #rows(condition: RawBuilder<SqlBool>): Promise<readonly FoundRow[]> {
    const { rows } = await sql<FoundRow>`
      select ${this.#columns()} from ${sql.table(this.#kind.table)}
      where ${this.#within()} and ${condition} limit ${sql.lit(MOST_ROWS)}`.execute(this.#store.read);
    return rows;
  }

  #columns(): RawBuilder<unknown> {
    const { nameColumn, tagged } = this.#kind;
    const enterpriseProject = sql.raw(tagged === null ? "'0'" : 'enterprise_project_id');
    return sql`id, ${sql.ref(nameColumn)} as name, description, ${enterpriseProject} as enterprise_project_id`;
  }

  #within(): RawBuilder<SqlBool> {
    const { accountId, projectId } = this.#scope;
    if (this.#kind.shared) return sql<SqlBool>`(account_id = ${accountId} or account_id is null)`;
    if (this.#kind.tagged === null) return sql<SqlBool>`account_id = ${accountId}`;
    return sql<SqlBool>`account_id = ${accountId} and project_id = ${projectId}`;
  }
}
