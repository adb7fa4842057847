import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';

/** One search over everything that the caller may see, with what the user pinned and opened last (OPS-07). Never values. */

/** Kinds of things that the search finds. */
export const foundKindNames = ['key', 'secret', 'user', 'group', 'policy'] as const;
/** Where a text can be found. */
export const foundInNames = ['name', 'id', 'tag', 'description'] as const;
/** Things of one kind that one search answers. */
export const MAX_FOUND_OF_KIND = 6;
export const MAX_PINS = 20;
export const MAX_RECENTS = 8;

const kind = z.enum(foundKindNames);
const id = z.string().min(1).max(64);

const thing = z.object({ kind, id: z.string(), name: z.string(), description: z.string() });
export type NamedThing = z.output<typeof thing>;
/** Names are no use in a trace of the search, and many. */
const many = { secret: true } as const;

const named = { service: 'console', scope: 'project', action: null } as const;

export const search = defineOperation({
  ...named,
  id: 'console.search',
  summary: 'Search everything',
  description:
    'Names, aliases, IDs, tags and descriptions of everything in the account and project that the caller may see, best matches first. Descriptions are looked through in the newest 50,000 things of a kind.',
  effect: 'read',
  trace: { name: 'searchResources', resourceType: 'search' },
  input: z.object({
    /** In the body and masked in traces, because people paste what they have at hand. Empty: only what is pinned and recent. */
    q: annotate(z.string().max(128), { secret: true }),
  }),
  output: z.object({
    found: annotate(
      z.array(
        thing.extend({
          in: z.enum(foundInNames),
          /** The tag that matches, as `key=value`. */
          tag: z.string().nullable(),
        }),
      ),
      many,
    ),
    pinned: annotate(z.array(thing), many),
    recent: annotate(z.array(thing), many),
  }),
  console: { method: 'POST', path: '/search' },
  refusals: ['sessionMissing'],
});

export const rememberVisit = defineOperation({
  ...named,
  id: 'console.rememberVisit',
  summary: 'Remember what was opened',
  description: `Puts a thing first among the last ${MAX_RECENTS} that the user opened from the search.`,
  effect: 'change',
  trace: { name: 'rememberVisit', resourceType: 'search' },
  input: z.object({ kind, id }),
  output: z.object({}),
  console: { method: 'POST', path: '/search/visits', success: 204 },
  refusals: ['sessionMissing'],
});

export const pin = defineOperation({
  ...named,
  id: 'console.pin',
  summary: 'Pin a thing',
  description: `Pins a thing for this user; of more than ${MAX_PINS} the oldest goes.`,
  effect: 'change',
  trace: { name: 'pinResource', resourceType: 'search' },
  input: z.object({ kind, id }),
  output: z.object({}),
  console: { method: 'PUT', path: '/search/pins/{kind}/{id}', success: 204 },
  refusals: ['sessionMissing'],
});

export const unpin = defineOperation({
  ...named,
  id: 'console.unpin',
  summary: 'Unpin a thing',
  description: 'Takes the pin away; a thing that has none stays as it is.',
  effect: 'change',
  trace: { name: 'unpinResource', resourceType: 'search' },
  input: z.object({ kind, id }),
  output: z.object({}),
  console: { method: 'DELETE', path: '/search/pins/{kind}/{id}', success: 204 },
  refusals: ['sessionMissing'],
});
