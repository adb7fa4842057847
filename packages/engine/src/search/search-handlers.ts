import {
  MAX_FOUND_OF_KIND,
  MAX_PINS,
  type NamedThing,
  OperationError,
  type OperationOutput,
} from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { projectScope } from '../kms/project-scope.ts';
import type { ChangingHandler, HandlersOf } from '../pipeline/handler.ts';
import type { Store } from '../store/store.ts';
import {
  type Bookmarks,
  changeBookmarks,
  readBookmarks,
  type ThingReference,
  withoutPin,
  withPin,
  withVisit,
} from './bookmarks.ts';
import { type FoundRow, ThingFinder } from './find-things.ts';
import { type SearchedKind, searchedKinds } from './searched-kinds.ts';
import { visibleThings } from './visible-things.ts';

type Found = OperationOutput<'console.search'>['found'][number];
type BookmarkId = 'console.pin' | 'console.unpin' | 'console.rememberVisit';

export interface SearchParts {
  readonly store: Store;
  readonly authorizer: Authorizer;
}

/** OPS-07: one search over everything that the caller may see, and what the user pinned and opened last. */
export function createSearchHandlers(parts: SearchParts): HandlersOf<'console.search' | BookmarkId> {
  const { store } = parts;

  function bookmark(
    change: (before: Bookmarks, thing: ThingReference) => Partial<Bookmarks>,
  ): ChangingHandler<BookmarkId> {
    return {
      kind: 'transaction',
      async run({ context, input }, transaction) {
        await changeBookmarks(store, transaction, userIdOf(context), (before) => change(before, input));
        return {};
      },
    };
  }

  return {
    'console.search': {
      kind: 'direct',
      async run({ context, input }) {
        const text = input.q.trim();
        const { pins, recents } = await readBookmarks(store.read, userIdOf(context));
        const found = await Promise.all(
          searchedKinds.map((kind) => (text === '' ? [] : findOfKind(parts, context, kind, text))),
        );
        return {
          found: found.flat(),
          pinned: await thingsOf(parts, context, pins),
          recent: await thingsOf(parts, context, recents),
        };
      },
    },
    'console.pin': bookmark(withPin),
    'console.unpin': bookmark(withoutPin),
    'console.rememberVisit': bookmark(withVisit),
  };
}

/** The best places first, and no further than needed: names, then tags, then descriptions. */
async function findOfKind(
  parts: SearchParts,
  context: RequestContext,
  kind: SearchedKind,
  text: string,
): Promise<readonly Found[]> {
  const scope = projectScope(context);
  const finder = new ThingFinder(parts.store, scope, kind);
  const found = new Map<string, Found>();
  const take = async (
    rows: readonly (FoundRow & { readonly tag?: string })[],
    where: (row: FoundRow) => Found['in'],
  ) => {
    const fresh = rows.filter(({ id }) => !found.has(id));
    const room = MAX_FOUND_OF_KIND - found.size;
    for (const row of await visibleThings(parts, context, scope, kind, fresh, room)) {
      found.set(row.id, { ...thingOf(kind, row), in: where(row), tag: row.tag ?? null });
    }
    return found.size < MAX_FOUND_OF_KIND;
  };
  const lower = text.toLowerCase();
  const byName = await finder.byName(text);
  const ranked = byName.toSorted((a, b) => rank(a, lower) - rank(b, lower));
  const goOn = await take(ranked, ({ name }) => (name.toLowerCase().includes(lower) ? 'name' : 'id'));
  if (goOn && (await take(await finder.byTag(text), () => 'tag'))) {
    await take(await finder.byDescription(text), () => 'description');
  }
  return [...found.values()];
}

/** The very name first, then names that begin with the text, then all others. */
function rank({ name }: FoundRow, text: string): number {
  const lower = name.toLowerCase();
  return lower === text ? 0 : lower.startsWith(text) ? 1 : 2;
}

/** The things that still exist and may be seen, in the order of the references. */
async function thingsOf(
  parts: SearchParts,
  context: RequestContext,
  references: readonly ThingReference[],
): Promise<NamedThing[]> {
  const scope = projectScope(context);
  const known = new Map<string, NamedThing>();
  for (const kind of searchedKinds) {
    const ids = references.filter((reference) => reference.kind === kind.kind).map(({ id }) => id);
    const rows = await new ThingFinder(parts.store, scope, kind).byId(ids);
    for (const row of await visibleThings(parts, context, scope, kind, rows, MAX_PINS)) {
      known.set(`${kind.kind} ${row.id}`, thingOf(kind, row));
    }
  }
  return references.flatMap(({ kind, id }) => known.get(`${kind} ${id}`) ?? []);
}

function thingOf({ kind }: SearchedKind, { id, name, description }: FoundRow): NamedThing {
  return { kind, id, name, description };
}

function userIdOf({ principal }: RequestContext): string {
  if (principal.kind !== 'user') throw new OperationError('sessionMissing');
  return principal.userId;
}
