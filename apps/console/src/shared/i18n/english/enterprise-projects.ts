/** The English words of enterprise projects and of the fields that ask for one. They come with the scripts that show them. */
export const englishEnterpriseProjects = {
  enterpriseProjects: {
    label: 'Enterprise Project',
    default: 'default',
    rule: 'The ID of the enterprise project (a UUID), or default.',
    choose: 'Choose one by its name, or give the ID of one that is not listed (a UUID).',
    open: 'Enterprise projects',
    title: 'Enterprise projects',
    explanation:
      'Groups of keys and secrets across the projects of the account. Policies can tell them apart by g:EnterpriseProjectId.',
    manage: 'Manage enterprise projects',
    search: 'Search by name, description or ID',
    create: 'Create Enterprise Project',
    nameHelp: '1 to 64 letters, digits, spaces and _ . @ -',
    id: 'ID',
    copyId: 'Copy the ID of {{name}}',
    always: 'Always there',
    defaultWhy: 'What everything belongs to until it is moved.',
    created: 'Enterprise project {{name}} is created.',
    editNamed: 'Edit enterprise project {{name}}',
    changed: 'Enterprise project {{name}} is changed.',
    enableNamed: 'Enable enterprise project {{name}}',
    enabled: 'Enterprise project {{name}} is enabled.',
    disableNamed: 'Disable enterprise project {{name}}',
    disableEffect:
      'Nothing can be created in it or moved to it any more. Keys and secrets that belong to it go on working.',
    disabled: 'Enterprise project {{name}} is disabled.',
  },
} as const;
