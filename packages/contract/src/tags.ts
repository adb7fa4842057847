import { z } from 'zod';
import { annotate } from './wire/annotations.ts';
import { looseInteger, ruleError } from './wire/scalars.ts';

/** Tags of whatever has some (TAG-01): fields, lists and queries that the services share. */

/** Tags of one thing, and tags that one query asks for. */
export const MAX_TAGS = 20;
const MAX_VALUES = 10;
const MAX_MATCHES = 10;
const MAX_OFFSET = 1_000_000_000;

/** Combining marks belong to the letters of many scripts. */
export const tagKey = annotate(
  z
    .string()
    .regex(
      /^[\p{L}\p{M}\p{N} _.:/=+\-@]{1,128}$/u,
      'must be 1 to 128 letters, digits, spaces and _ . : / = + - @',
    )
    .refine((key) => key.trim() === key, 'must not start or end with a space'),
  { error: 'tagKeyInvalid' },
);

export const tagValue = annotate(
  z
    .string()
    .regex(
      /^[\p{L}\p{M}\p{N} _.:/=+\-@]{0,255}$/u,
      'must be at most 255 letters, digits, spaces and _ . : / = + - @',
    ),
  { error: 'tagValueInvalid' },
);

/** A list of tags with at most 20 entries. */
export function tagList<Entry extends z.ZodType>(entry: Entry) {
  return annotate(z.array(entry).max(MAX_TAGS, 'must have at most 20 entries'), { error: 'tagListTooLong' });
}

/** Tags that one call adds or deletes: at least one. */
export function changedTags<Entry extends z.ZodType>(entry: Entry) {
  return annotate(
    tagList(entry).refine((tags) => tags.length > 0, ruleError('tagListEmpty', 'must have at least one tag')),
    { error: 'tagListTooLong', missing: 'tagListEmpty' },
  );
}

/** What a call with tags does with them. */
export function tagAction<const Name extends string>(names: readonly Name[]) {
  return annotate(z.enum(names), { error: 'tagActionInvalid' });
}

/** Input of a query by tags: all tags must match, one without values matches any value; `matches` finds a part of the name. */
export const tagQuery = {
  action: tagAction(['filter', 'count']),
  /** Without it 10; not with count. */
  limit: annotate(looseInteger({ min: 1, max: 1000 }), { error: 'limitInvalid' }).optional(),
  offset: annotate(looseInteger({ min: 0, max: MAX_OFFSET }), { error: 'tagOffsetInvalid' }).optional(),
  tags: tagList(z.object({ key: tagKey, values: z.array(tagValue).max(MAX_VALUES).default([]) })).default([]),
  matches: z
    .array(z.object({ key: z.literal('resource_name'), value: z.string().max(255).default('') }))
    .max(MAX_MATCHES)
    .default([]),
};

export const listedTags = z.array(z.object({ key: z.string(), value: z.string() }));

/** Keys of tags, each with the values in use. */
export const tagsInUse = z.object({
  tags: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
});

/** Answer of a query by tags; `detail` is what the service tells of a thing. */
export function taggedResources<Detail extends z.ZodType>(detail: Detail) {
  return z.object({
    /** Absent with count. */
    resources: z
      .array(
        z.object({
          resourceId: z.string(),
          resourceDetail: detail,
          resourceName: z.string(),
          tags: listedTags,
        }),
      )
      .optional(),
    totalCount: z.int(),
  });
}
