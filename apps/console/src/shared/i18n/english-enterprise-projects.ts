/** The English words of fields that ask for an enterprise project. They come with the scripts that show them. */
export const englishEnterpriseProjects = {
  enterpriseProjects: {
    label: 'Enterprise Project',
    default: 'default',
    rule: 'The ID of the enterprise project (a UUID), or default.',
  },
} as const;
