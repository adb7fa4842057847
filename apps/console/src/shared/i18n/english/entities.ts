/** The English words that lists and dialogs of named things share. They come with the first script that shows one. */
export const englishEntities = {
  entities: {
    more: 'Show more',
    name: 'Name',
    description: 'Description',
    optional: 'Optional.',
    typeThis: 'Type {{name}} to confirm.',
    noneFound: 'Nothing matches',
    status: 'Status',
    enabled: 'Enabled',
    disabled: 'Disabled',
    enable: 'Enable',
    disable: 'Disable',
    delete: 'Delete',
    edit: 'Edit',
    remove: 'Remove',
    created: 'Created',
    operation: 'Operation',
  },
} as const;
