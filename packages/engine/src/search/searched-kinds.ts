import type { NamedThing } from '@dewpoint/contract';
import type { TaggedType } from '../tags/resource-tags.ts';

type Kind = NamedThing['kind'];

/** Where the things of a kind stand, and what they are called there. */
export interface SearchedKind {
  readonly kind: Kind;
  readonly table: 'keys' | 'secrets' | 'users' | 'user_groups' | 'policies';
  readonly nameColumn: 'alias' | 'name';
  /** As permissions and traces call the kind. */
  readonly resourceType: string;
  /** Null for things of the account, which are seen from every project and bear no tags. */
  readonly tagged: TaggedType | null;
  /** True where some things belong to every account (system policies). */
  readonly shared: boolean;
}

const ofAccount = { nameColumn: 'name', tagged: null, shared: false } as const;

/** OPS-07: a further kind of thing is a row here and a kind in the contract. */
export const searchedKinds: readonly SearchedKind[] = [
  { kind: 'key', table: 'keys', nameColumn: 'alias', resourceType: 'cmk', tagged: 'cmk', shared: false },
  {
    kind: 'secret',
    table: 'secrets',
    nameColumn: 'name',
    resourceType: 'csms',
    tagged: 'csms',
    shared: false,
  },
  { ...ofAccount, kind: 'user', table: 'users', resourceType: 'user' },
  { ...ofAccount, kind: 'group', table: 'user_groups', resourceType: 'group' },
  { ...ofAccount, kind: 'policy', table: 'policies', resourceType: 'policy', shared: true },
];
