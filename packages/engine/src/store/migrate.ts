import { type Kysely, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { columnTypes, type DialectName } from './column-types.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { lockForSchemaChange } from './postgres-lock.ts';
import type { Tables } from './tables.ts';

type MigrationTables = { schema_migrations: { version: number; name: string; applied_at: number } };

/** The database was written by a newer release; this one would not understand it. */
export class NewerSchemaError extends Error {
  constructor(found: number, known: number) {
    super(
      `store: the database has schema version ${found}, this release knows versions up to ${known}. ` +
        'Start the newer release again, or restore a backup made by this one.',
    );
    this.name = 'NewerSchemaError';
  }
}

/**
 * Brings the schema to the newest version, in one transaction under a lock: of many nodes that start together one migrates and the
 * others find the work done. Throws `NewerSchemaError` before anything is touched.
 */
export async function migrate(
  database: Kysely<Tables>,
  dialect: DialectName,
  clock: Clock,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  const types = columnTypes[dialect];
  await database.transaction().execute(async (transaction) => {
    if (dialect === 'postgres') await lockForSchemaChange(transaction, 'migration');
    const own = transaction.withTables<MigrationTables>();
    await own.schema
      .createTable('schema_migrations')
      .ifNotExists()
      .addColumn('version', types.integer, (c) => c.primaryKey())
      .addColumn('name', types.text, (c) => c.notNull())
      .addColumn('applied_at', types.integer, (c) => c.notNull())
      .modifyEnd(types.tableEnd)
      .execute();
    const { version } = await own
      .selectFrom('schema_migrations')
      .select((e) => e.fn.coalesce(e.fn.max('version'), sql<number>`0`).as('version'))
      .executeTakeFirstOrThrow();
    if (version > steps.length) throw new NewerSchemaError(version, steps.length);
    for (const [index, step] of steps.entries()) {
      if (index < version) continue;
      await step.up(transaction, types, dialect);
      await own
        .insertInto('schema_migrations')
        .values({ version: index + 1, name: step.name, applied_at: clock.now() })
        .execute();
    }
  });
}
