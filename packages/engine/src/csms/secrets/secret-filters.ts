import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ProjectScope } from '../../kms/project-scope.ts';
import type { Store } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';

/** Conditions on rows of `secrets` that lists share. */

/** Part of the name, in any case. */
export function nameContains(dialect: Store['dialect'], text: string): RawBuilder<SqlBool> {
  const literal = text.replaceAll(/[\\%_]/g, '\\$&');
  const like = sql.raw(dialect === 'postgres' ? 'ilike' : 'like');
  return sql<SqlBool>`secrets.name ${like} ${`%${literal}%`} escape '\\'`;
}

/** Part of the name, or the beginning of the id where the text can be one. */
export function nameOrIdMatches(
  builder: ExpressionBuilder<Tables, 'secrets'>,
  dialect: Store['dialect'],
  text: string,
) {
  const byName = nameContains(dialect, text);
  if (!/^[0-9a-f-]{1,36}$/i.test(text)) return byName;
  return builder.or([byName, sql<SqlBool>`secrets.id like ${`${text.toLowerCase()}%`}`]);
}

/** A tag with one of these values, with any value when null (TAG-01). */
export function hasTag(
  builder: ExpressionBuilder<Tables, 'secrets'>,
  scope: ProjectScope,
  tag: { readonly key: string; readonly values: readonly string[] | null },
) {
  let tags = builder
    .selectFrom('resource_tags')
    .select('resource_tags.resource_id')
    .where('resource_tags.account_id', '=', scope.accountId)
    .where('resource_tags.project_id', '=', scope.projectId)
    .where('resource_tags.resource_type', '=', 'csms')
    .where('resource_tags.tag_key', '=', tag.key)
    .whereRef('resource_tags.resource_id', '=', 'secrets.id');
  if (tag.values !== null) tags = tags.where('resource_tags.tag_value', 'in', tag.values);
  return builder.exists(tags);
}

/** Associated with the event of this name (EVT-01). */
export function hasEvent(builder: ExpressionBuilder<Tables, 'secrets'>, eventName: string) {
  return builder.exists(
    builder
      .selectFrom('secret_event_links')
      .innerJoin('secret_events', 'secret_events.id', 'secret_event_links.event_id')
      .select('secret_events.id')
      .whereRef('secret_event_links.secret_id', '=', 'secrets.id')
      .where('secret_events.name', '=', eventName),
  );
}

/** With a version that is protected by this key. */
export function hasVersionUnder(builder: ExpressionBuilder<Tables, 'secrets'>, keyId: string) {
  return builder.exists(
    builder
      .selectFrom('secret_versions')
      .select('secret_versions.version')
      .where('secret_versions.kms_key_id', '=', keyId)
      .whereRef('secret_versions.secret_id', '=', 'secrets.id'),
  );
}
