import { z } from 'zod';

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

export const tagFilter = z.codec(
  z.string().regex(/^(?:\\=|[^=\\]){1,256}(?:=[^\\]{0,255})?$/, 'must be key or key=value'),
  z.object({
    key: z.string().min(1).max(128, 'must have a key of at most 128 characters'),
    value: z.string().nullable(),
  }),
  {
    decode: (text) => {
      const end = text.search(/(?<!\\)=/);
      const key = (end < 0 ? text : text.slice(0, end)).replaceAll('\\=', '=');
      return { key, value: end < 0 ? null : text.slice(end + 1) };
    },
    encode: textOfTagFilter,
  },
);
