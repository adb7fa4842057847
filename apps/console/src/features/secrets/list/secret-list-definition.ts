import {
  type SecretSortName,
  secretSortNames,
  secretStateNames,
  secretTypeNames,
} from '@dewpoint/contract/browser';
import { createdBetween, createdChoices, createdPattern } from '../../../shared/list/created-filter.ts';
import {
  enterpriseProjectPattern,
  type ListDefinition,
  tagPattern,
} from '../../../shared/list/list-definition.ts';
import { type ListState, listed, valuesIn } from '../../../shared/list/list-url.ts';
import type { Secret, SecretSearch } from '../api/secret-queries.ts';

const filterProperties = ['q', 'status', 'type', 'created', 'project', 'tag'] as const;
export type SecretFilterProperty = (typeof filterProperties)[number];
export type SecretListState = ListState<SecretFilterProperty, SecretSortName>;

/** The filters and sorts of the secret list (SEC-03). */
export const secretListDefinition: ListDefinition<SecretFilterProperty, SecretSortName> = {
  properties: filterProperties,
  valuesOf: { status: secretStateNames, type: secretTypeNames, created: createdChoices },
  patterns: { q: /^.{1,64}$/su, created: createdPattern, project: enterpriseProjectPattern, tag: tagPattern },
  single: new Set(['q', 'created']),
  sorts: secretSortNames,
  defaultSort: '-created',
};

/** SEC-03: tags that one search takes. */
const MAX_TAG_FILTERS = 20;

/** What is asked of the server. `now` is ms since 1970 UTC; the same day gives the same question. */
export function secretSearchOf(state: SecretListState, now: number, timeZone: string): SecretSearch {
  const { sort, size, cursor } = state;
  const [q] = valuesIn(state, 'q');
  const [created] = valuesIn(state, 'created');
  return {
    ...(q === undefined ? {} : { q }),
    ...listed('state', valuesIn(state, 'status') as Secret['state'][]),
    ...listed('secretType', valuesIn(state, 'type') as Secret['secretType'][]),
    ...listed('enterpriseProjectId', valuesIn(state, 'project')),
    ...listed('tag', valuesIn(state, 'tag').slice(0, MAX_TAG_FILTERS)),
    ...(created === undefined ? {} : createdBetween(created, now, timeZone)),
    sort,
    limit: size,
    ...(cursor === null ? {} : { cursor }),
  };
}
