import { MAX_TAGS } from '@dewpoint/contract';
import { z } from 'zod';
import { contractRules } from '../forms/contract-rules.ts';

/** A tag under the rules of the contract (TAG-01), key and value. */
const tag = contractRules['kms.batchCreateKmsTags'].input.shape.tags.element;
export const tagValueRule = tag.shape.value.unwrap();

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Tags that are typed together. */
export type TagForm = z.input<typeof tagForm>;
const tagForm = z.object({ tags: z.array(tag) });

export interface TagListRules {
  /** Keys of tags that are there already; MAX_TAGS counts them too. */
  readonly taken: readonly string[];
  /** Rules in the language shown, to follow the name of the field. */
  readonly twice: string;
  readonly present: string;
}

/** A thing may have a tag only once, and no more than 20 of them. */
export function tagList({ taken, twice, present }: TagListRules) {
  return z
    .array(tag)
    .max(MAX_TAGS - taken.length)
    .superRefine((tags, context) => {
      for (const [row, { key }] of tags.entries()) {
        const again = tags.findIndex((other) => other.key === key) < row;
        const message = taken.includes(key) ? present : again ? twice : null;
        if (message) context.addIssue({ code: 'custom', message, path: [row, 'key'] });
      }
    });
}
