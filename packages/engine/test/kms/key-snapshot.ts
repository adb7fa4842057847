import type { KmsWorld } from './kms-world.ts';

/** Everything that the store holds of the keys of the world's account, for "a refusal changes nothing". */
export async function keySnapshot({ node, account }: KmsWorld): Promise<unknown> {
  const { read } = node.store;
  const mine = (
    table: 'key_grants' | 'key_aliases' | 'import_parameters' | 'resource_tags' | 'jobs' | 'keys',
  ) => read.selectFrom(table).selectAll().where('account_id', '=', account.accountId).execute();
  const versions = await read
    .selectFrom('key_versions')
    .innerJoin('keys', 'keys.id', 'key_versions.key_id')
    .selectAll('key_versions')
    .where('keys.account_id', '=', account.accountId)
    .orderBy('version')
    .execute();
  const tables = {
    keys: await mine('keys'),
    grants: await mine('key_grants'),
    aliases: await mine('key_aliases'),
    parameters: await mine('import_parameters'),
    tags: await mine('resource_tags'),
    jobs: await mine('jobs'),
    versions,
  };
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row)).sort()]),
  );
}

/** Traces of the world's account, oldest first, as what a search shows. */
export async function tracesOf({ node, account }: KmsWorld) {
  await node.audit.flush();
  const rows = await node.store.read
    .selectFrom('traces')
    .selectAll()
    .where('account_id', '=', account.accountId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    name: row.name,
    code: row.code,
    user: row.user_name,
    resource: row.resource_id,
    rating: row.rating,
    body: row.body,
  }));
}
