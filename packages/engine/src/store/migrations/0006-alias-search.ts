import { sql } from 'kysely';
import type { Transaction } from '../store.ts';
import type { Migration } from './migration.ts';

/**
 * Search for a part of an alias (KEY-13) on SQLite: a trigram index beside the keys, kept by triggers. PostgreSQL has an index of its own
 * kind, see `alias-search-index.ts`. The index names its rows by `key_search`, because the row ids of a table with a text key may change
 * when the database is compacted.
 */
export const aliasSearch: Migration = {
  name: 'alias-search',
  async up(database, _types, dialect) {
    if (dialect === 'sqlite') await createTrigramIndex(database);
  },
};

async function createTrigramIndex(database: Transaction): Promise<void> {
  const row = (key: 'new' | 'old') => sql.raw(`(select row from key_search where key_id = ${key}.id)`);
  const add = sql`insert into key_alias_trigrams (rowid, alias) values (${row('new')}, new.alias)`;
  const remove = sql`insert into key_alias_trigrams (key_alias_trigrams, rowid, alias) values ('delete', ${row('old')}, old.alias)`;
  const steps = [
    sql`create table key_search (row integer primary key, key_id text not null unique) strict`,
    sql`create virtual table key_alias_trigrams using fts5(alias, content='', tokenize='trigram')`,
    sql`create trigger key_search_insert after insert on keys begin
      insert into key_search (key_id) values (new.id);
      ${add};
    end`,
    sql`create trigger key_search_update after update of alias on keys when old.alias <> new.alias begin
      ${remove};
      ${add};
    end`,
    sql`create trigger key_search_delete before delete on keys begin
      ${remove};
      delete from key_search where key_id = old.id;
    end`,
    sql`insert into key_search (key_id) select id from keys`,
    sql`insert into key_alias_trigrams (rowid, alias)
      select key_search.row, keys.alias from key_search join keys on keys.id = key_search.key_id`,
  ];
  for (const step of steps) await step.execute(database);
}
