/** The English words of the search over everything. */
export const englishSearch = {
  search: {
    label: 'Search',
    placeholder: 'Names, aliases, IDs, tags and descriptions',
    kind: {
      key: 'Keys',
      secret: 'Secrets',
      user: 'Users',
      group: 'User groups',
      policy: 'Policies',
    },
    pinned: 'Pinned',
    recent: 'Opened last',
    results: 'Results',
    nothing: 'Nothing that you may see matches.',
    start: 'Type a part of a name, an ID, a tag or a description. What you pin or open shows here.',
    tag: 'Tag {{tag}}',
    pin: 'Pin {{name}}',
    unpin: 'Unpin {{name}}',
    help: 'Arrow keys choose, Enter opens, Esc closes.',
  },
} as const;
