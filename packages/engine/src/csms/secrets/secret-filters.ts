import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Store } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { containsText } from '../../store/text-search.ts';

/** Conditions on rows of `secrets` that lists share. */

/** Part of the name, or the beginning of the id where the text can be one. */
export function nameOrIdMatches(
  builder: ExpressionBuilder<Tables, 'secrets'>,
  dialect: Store['dialect'],
  text: string,
) {
  const byName = containsText(dialect, 'secrets.name', text);
  if (!/^[0-9a-f-]{1,36}$/i.test(text)) return byName;
  return builder.or([byName, sql<SqlBool>`secrets.id like ${`${text.toLowerCase()}%`}`]);
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
