import type { RequestContext } from '../../context.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { KeyDependents, PermittedOperations } from '../../kms/kms-parts.ts';
import type { Store } from '../../store/store.ts';
import { tagRecord, tagsOfResources } from '../../tags/resource-tags.ts';
import { hasVersionUnder } from './secret-filters.ts';
import { secretRecord, secretResource } from './secret-record.ts';

/** How many secrets are named; the count tells of the rest. */
const MAX_NAMED = 20;

/**
 * KEY-17: secrets that lose values with a key, or cannot take a new one without it. The count is of all of them, so that nobody takes a
 * key for unused because of secrets that are hidden from them.
 */
export function secretsOnKey({ read }: Store, permittedOperations: PermittedOperations): KeyDependents {
  return async (context: RequestContext, key: KeyRecord) => {
    const rows = await read
      .selectFrom('secrets')
      .selectAll('secrets')
      .select((builder) =>
        builder
          .selectFrom('secret_versions')
          .select((select) => select.fn.countAll<number | string>().as('count'))
          .where('secret_versions.kms_key_id', '=', key.id)
          .whereRef('secret_versions.secret_id', '=', 'secrets.id')
          .as('versions'),
      )
      .where('secrets.account_id', '=', key.accountId)
      .where('secrets.project_id', '=', key.projectId)
      .where((builder) =>
        builder.or([builder('secrets.kms_key_id', '=', key.id), hasVersionUnder(builder, key.id)]),
      )
      .orderBy('secrets.name')
      .execute();
    // A grantee of another account sees the key, never what its owner does with it.
    if (context.account.id !== key.accountId) return { secrets: { count: rows.length, named: [] } };
    const candidates = rows.slice(0, MAX_NAMED);
    const tags = await tagsOfResources(
      read,
      key.accountId,
      'csms',
      candidates.map(({ id }) => id),
    );
    const named = [];
    for (const row of candidates) {
      const secret = secretRecord(row);
      const resource = secretResource(secret, tagRecord(tags.get(secret.id) ?? []));
      if (!(await permittedOperations(context, resource)).includes('csms.showSecret')) continue;
      named.push({
        secretId: secret.id,
        secretName: secret.name,
        state: secret.state,
        versions: Number(row.versions),
      });
    }
    return { secrets: { count: rows.length, named } };
  };
}
