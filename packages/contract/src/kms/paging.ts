import { z } from 'zod';
import { annotate } from '../wire/annotations.ts';
import { looseInteger } from '../wire/scalars.ts';

/** Paging of KMS lists: `limit` entries from the offset `marker` on. */

const MAX_PAGE = 1000;

/** Entries of a page; without it everything that fits one page. */
export const pageLimit = annotate(looseInteger({ min: 1, max: MAX_PAGE }), { error: 'limitInvalid' }).default(
  MAX_PAGE,
);

const offsetRule = 'must be the next_marker of the page before';

/** Offset of the first entry: the `next_marker` of the page before. The "" of a last page starts over, as no marker does. */
export const pageStart = annotate(
  z.codec(
    z.union([z.string().regex(/^\d{0,15}$/, offsetRule), z.int()], { error: offsetRule }),
    z.int().min(0, 'must not be negative'),
    { decode: (wire) => Number(wire), encode: (offset) => offset },
  ),
  { error: 'markerInvalid' },
).default(0);
