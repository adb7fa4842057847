import { z } from 'zod';
import { annotate } from '../wire/annotations.ts';

/** Field types that the calls of IAM share. */

/** ID of an account, project, user, group or policy: 32 hex digits. Any other text names nothing. */
export const identityId = z.string().min(1).max(64);

/** Name of an account, project, user, group or policy. */
export const identityName = z
  .string()
  .regex(
    /^(?! )[\p{L}\p{N}_.@ -]{1,64}(?<! )$/u,
    'must be 1 to 64 letters, digits, spaces and _ . @ -, no space at either end',
  );

export const description = z.string().max(255);

/** The rules beyond length need the user's name, so they are the engine's. */
export const password = annotate(z.string().min(1).max(1024), { secret: true });

/** `self` of one thing; lists have `previous` and `next`, which are null because everything is on one page. */
export const selfLink = z.object({ self: z.string() });
export const links = z.object({ self: z.string(), previous: z.null(), next: z.null() });

/** Search and paging of the console's lists: `q` is part of a name, or an ID or its beginning; ordered by name. */
export const consolePage = {
  q: z.string().max(64).optional(),
  limit: annotate(z.int().min(1).max(100), { error: 'limitInvalid' }).default(20),
  cursor: annotate(z.string().min(1).max(1024), { error: 'markerInvalid' }).optional(),
};
