/** The English words of the overview and of usage. They come with their scripts. */
export const englishOverview = {
  overview: {
    explanation: 'What is there, what happens, and what becomes due.',
    states: 'Keys by state',
    quota: 'Quota of keys',
    quotaUsed: '{{used}} of {{quota}} keys',
    secretQuota: 'Quota of secrets',
    secretQuotaUsed: '{{used}} of {{quota}} secrets',
    protection: 'Root of trust',
    healthy: 'Answers',
    unhealthy: 'Does not answer',
    operations: 'Operations per hour',
    operationsWhy: 'Operations of the account in the last 24 hours, refusals included.',
    operationsTotal: '{{total}} operations in 24 hours, at most {{most}} in an hour.',
    due: 'Due in the next 90 days',
    dueNone: { title: 'Nothing is due', why: 'Planned rotations, deletions and expiries appear here.' },
    dueKind: {
      key: { deletion: 'Deletion', rotation: 'Rotation', expiry: 'Expiry of material' },
      secret: {
        deletion: 'Deletion of the secret',
        rotation: 'Rotation of the secret',
        expiry: 'Expiry of a version',
      },
    },
  },
  usage: {
    title: 'Usage',
    why: 'API requests, and the most custom keys and secrets of each day (UTC), for the whole account.',
    export: 'Download CSV',
    day: 'Day',
    apiRequests: 'API requests',
    keys: 'Keys',
    secrets: 'Secrets',
    none: { title: 'Nothing was used on these days', why: 'Usage is written down every hour.' },
  },
} as const;
