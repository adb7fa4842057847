import { z } from 'zod';
import { type TagFilter, textOfTagFilter } from './tag-filter-text.ts';

export { type TagFilter, textOfTagFilter };

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
