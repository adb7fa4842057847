/** Filters for tags as texts. Nothing is imported here: the console's first script has no zod. */

/** A tag that must be present: with this value, or with any value where `value` is null. */
export interface TagFilter {
  readonly key: string;
  readonly value: string | null;
}

/** `key` or `key=value`; a `=` inside the key is written `\=` (TAG-01 allows it there, and forbids the backslash). */
export function textOfTagFilter({ key, value }: TagFilter): string {
  const escaped = key.replaceAll('=', '\\=');
  return value === null ? escaped : `${escaped}=${value}`;
}
