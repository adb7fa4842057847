import { identityPath } from '../../features/identity/paths.ts';
import { keyPath } from '../../features/keys/paths.ts';
import { secretPath } from '../../features/secrets/paths.ts';
import type { Translate } from '../../shared/i18n/words.ts';
import type { Found, Thing } from './search-queries.ts';

/** A thing as the list of the search offers it. */
export interface SearchOption {
  readonly thing: Thing;
  readonly group: string;
  readonly detail: string;
  readonly pinned: boolean;
}

/** Where the thing is shown. */
export function pathOf({ kind, id, name }: Thing): string {
  if (kind === 'key') return keyPath(id);
  if (kind === 'secret') return secretPath(name);
  return identityPath(kind === 'user' ? 'users' : kind === 'group' ? 'groups' : 'policies', id);
}

export const sameThing = (a: Thing, b: Thing) => a.kind === b.kind && a.id === b.id;

/** ID of the option's element in the list. */
export const optionIdOf = (listId: string, { thing }: SearchOption) => `${listId}-${thing.kind}-${thing.id}`;

/** What was found, by kind; before anything is typed what is pinned and what was opened last. */
export function optionsOf(
  { found, pinned, recent }: Found,
  typed: boolean,
  t: Translate,
): readonly SearchOption[] {
  const isPinned = (thing: Thing) => pinned.some((other) => sameThing(other, thing));
  if (typed) {
    return found.map(({ in: where, tag, ...thing }) => ({
      thing,
      group: t(`search.kind.${thing.kind}`),
      detail: where === 'id' ? thing.id : tag === null ? thing.description : t('search.tag', { tag }),
      pinned: isPinned(thing),
    }));
  }
  const offered = (thing: Thing, group: string): SearchOption => ({
    thing,
    group,
    detail: t(`search.kind.${thing.kind}`),
    pinned: isPinned(thing),
  });
  return [
    ...pinned.map((thing) => offered(thing, t('search.pinned'))),
    ...recent.filter((thing) => !isPinned(thing)).map((thing) => offered(thing, t('search.recent'))),
  ];
}
