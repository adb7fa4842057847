import {
  type KeySortName,
  keyOriginNames,
  keySortNames,
  keySpecNames,
  keyStateNames,
  keyUsageNames,
} from '@dewpoint/contract/browser';
import { createdChoices, createdPattern } from '../../../shared/list/created-filter.ts';
import {
  enterpriseProjectPattern,
  type ListDefinition,
  type SortOf,
  tagPattern,
} from '../../../shared/list/list-definition.ts';

/** Properties that the list is filtered by, by their names in the URL. */
const filterProperties = [
  'q',
  'status',
  'algorithm',
  'usage',
  'origin',
  'created',
  'project',
  'tag',
] as const;
export type KeyFilterProperty = (typeof filterProperties)[number];
export type KeySort = SortOf<KeySortName>;

/** The filters and sorts of the key list (KEY-13). */
export const keyListDefinition: ListDefinition<KeyFilterProperty, KeySortName> = {
  properties: filterProperties,
  valuesOf: {
    status: keyStateNames,
    algorithm: keySpecNames,
    usage: keyUsageNames,
    origin: keyOriginNames,
    created: createdChoices,
  },
  patterns: {
    q: /^.{1,255}$/su,
    created: createdPattern,
    project: enterpriseProjectPattern,
    tag: tagPattern,
  },
  single: new Set(['q', 'created']),
  sorts: keySortNames,
  defaultSort: '-created',
};
