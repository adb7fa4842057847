/** The English words of a replay of recorded calls. They come with the first script that shows one. */
export const englishReplay = {
  replay: {
    title: 'Calls whose outcome would change',
    notAllowed: 'You may not see the recorded calls: that needs cts:trace:list.',
    nothing_one: 'No outcome would change ({{count}} call looked at).',
    nothing_other: 'No outcome would change ({{count}} calls looked at).',
    changes_one: '{{count}} kind of call would end otherwise, of {{examined}} calls looked at.',
    changes_other: '{{count}} kinds of call would end otherwise, of {{examined}} calls looked at.',
    truncated: 'There were more; the latest were taken.',
    call: 'Call',
    did: '{{user}}: {{operation}} {{resource}}',
    outcome: 'Outcome',
    allowed: 'allowed',
    denied: 'denied',
    count: 'Times',
    last: 'Last',
  },
} as const;
