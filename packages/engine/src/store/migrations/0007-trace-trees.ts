import type { ColumnTypes } from '../column-types.ts';
import type { Transaction } from '../store.ts';
import type { Migration } from './migration.ts';

/** TRC-03, TRC-04, OPS-04: what `trace-tables.ts` describes. */
export const traceTrees: Migration = {
  name: 'trace-trees',
  async up(database, types) {
    await createTrees(database, types);
    await createSearch(database, types);
    await createSigning(database, types);
    await database.schema
      .createTable('usage_days')
      .addColumn('account_id', types.text, (c) => c.notNull())
      .addColumn('day', types.text, (c) => c.notNull())
      .addColumn('api_requests', types.integer, (c) => c.notNull())
      .addColumn('keys', types.integer, (c) => c.notNull())
      .addColumn('secrets', types.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('usage_days_pk', ['account_id', 'day'])
      .modifyEnd(types.tableEnd)
      .execute();
  },
};

async function createTrees(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('trace_sequencer')
    .addColumn('id', t.integer, (c) => c.primaryKey())
    .addColumn('epoch', t.integer, (c) => c.notNull())
    .addColumn('owner', t.text)
    .addColumn('next_seq', t.integer, (c) => c.notNull())
    .addColumn('gaps', t.text, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  await database
    .insertInto('trace_sequencer')
    .values({ id: 1, epoch: 0, owner: null, next_seq: 1, gaps: '[]' })
    .execute();
  await schema
    .createTable('trace_trees')
    .addColumn('account_id', t.text, (c) => c.primaryKey())
    .addColumn('size', t.integer, (c) => c.notNull())
    .addColumn('root', t.bytes, (c) => c.notNull())
    .addColumn('checkpoint', t.text, (c) => c.notNull())
    .addColumn('checkpoint_at', t.integer, (c) => c.notNull())
    .addColumn('pruned_size', t.integer, (c) => c.notNull())
    .addColumn('prune_note', t.text)
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('trace_tiles')
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('level', t.integer, (c) => c.notNull())
    .addColumn('tile', t.integer, (c) => c.notNull())
    .addColumn('hashes', t.bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('trace_tiles_pk', ['account_id', 'level', 'tile'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('trace_leaves')
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('tile', t.integer, (c) => c.notNull())
    .addColumn('first_seq', t.integer, (c) => c.notNull())
    .addColumn('last_seq', t.integer, (c) => c.notNull())
    .addColumn('first_time', t.integer, (c) => c.notNull())
    .addColumn('last_time', t.integer, (c) => c.notNull())
    .addColumn('entries', t.bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('trace_leaves_pk', ['account_id', 'tile'])
    .modifyEnd(t.tableEnd)
    .execute();
  // From a row to its leaf.
  await schema
    .createIndex('trace_leaves_seq')
    .on('trace_leaves')
    .columns(['account_id', 'last_seq', 'first_seq'])
    .execute();
}

async function createSearch(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('trace_summaries')
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('block', t.integer, (c) => c.notNull())
    .addColumn('first_time', t.integer, (c) => c.notNull())
    .addColumn('last_time', t.integer, (c) => c.notNull())
    .addColumn('facets', t.bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('trace_summaries_pk', ['account_id', 'block'])
    .modifyEnd(t.tableEnd)
    .execute();
  const dimensions = [
    'project_id',
    'service_type',
    'resource_type',
    'name',
    'user_name',
    'access_key_id',
    'rating',
    'trace_type',
    'enterprise_project_id',
  ] as const;
  let facets = schema
    .createTable('trace_facets')
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('facet', t.integer, (c) => c.notNull());
  for (const dimension of dimensions) facets = facets.addColumn(dimension, t.text, (c) => c.notNull());
  await facets
    .addPrimaryKeyConstraint('trace_facets_pk', ['account_id', 'facet'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('trace_resource_names')
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('resource_name', t.text, (c) => c.notNull())
    .addColumn('resource_id', t.text, (c) => c.notNull())
    .addPrimaryKeyConstraint('trace_resource_names_pk', ['account_id', 'resource_name', 'resource_id'])
    .modifyEnd(t.tableEnd)
    .execute();
}

async function createSigning(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('trace_checkpoints')
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('size', t.integer, (c) => c.notNull())
    .addColumn('checkpoint', t.text, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('trace_checkpoints_pk', ['account_id', 'size'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('trace_signers')
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('number', t.integer, (c) => c.notNull())
    .addColumn('public_key', t.bytes, (c) => c.notNull())
    .addColumn('sealed_private_key', t.bytes, (c) => c.notNull())
    .addColumn('endorsement', t.text)
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('retired_at', t.integer)
    .addPrimaryKeyConstraint('trace_signers_pk', ['account_id', 'number'])
    .modifyEnd(t.tableEnd)
    .execute();
}
