/** The English words of acts on keys and of their recent use. They come with the scripts of dialogs and tabs. */
export const englishKeyActions = {
  keys: {
    action: {
      keys: 'Keys',
      understandDisabling: 'I understand the impact of disabling keys',
      understandDeleting: 'I understand the impact of deleting keys',
      daysRule: 'A whole number of days from 7 to 1096.',
      typeAlias: 'Alias of the key',
      typeCount: 'Number of keys',
      enable: {
        title_one: 'Enable key',
        title_other: 'Enable keys',
        effect_one: 'The key can be used again to encrypt, decrypt, sign and verify.',
        effect_other: 'The keys can be used again to encrypt, decrypt, sign and verify.',
        impossible: 'Only disabled keys can be enabled. There is none among these now.',
        done: 'Key {{alias}} is enabled.',
        result: '{{count}} of {{total}} keys are enabled.',
      },
      disable: {
        title_one: 'Disable key',
        title_other: 'Disable keys',
        effect_one:
          'A disabled key does no cryptography: whatever needs it stops working until it is enabled again.',
        effect_other:
          'Disabled keys do no cryptography: whatever needs them stops working until they are enabled again.',
        impossible: 'Only enabled keys can be disabled. There is none among these now.',
        done: 'Key {{alias}} is disabled.',
        result: '{{count}} of {{total}} keys are disabled.',
      },
      scheduleDeletion: {
        title_one: 'Schedule deletion of key',
        title_other: 'Schedule deletion of keys',
        effect_one:
          'The key stops working at once. When the time has come it is destroyed for good, and nothing encrypted under it can ever be decrypted again.',
        effect_other:
          'The keys stop working at once. When the time has come they are destroyed for good, and nothing encrypted under them can ever be decrypted again.',
        impossible:
          'Only keys that are enabled, disabled or pending import can be deleted. There is none among these now.',
        done: 'Key {{alias}} is scheduled for deletion.',
        result: '{{count}} of {{total}} keys are scheduled for deletion.',
      },
      cancelDeletion: {
        title_one: 'Cancel deletion of key',
        title_other: 'Cancel deletion of keys',
        effect_one: 'The key is kept. It comes back disabled, or pending import if it has no material.',
        effect_other:
          'The keys are kept. They come back disabled, or pending import if they have no material.',
        impossible: 'None of these keys is pending deletion now.',
        done: 'The deletion of key {{alias}} is canceled.',
        result: 'The deletion of {{count}} of {{total}} keys is canceled.',
      },
      assignProject: {
        title_one: 'Add key to project',
        title_other: 'Add keys to project',
        effect_one:
          'The key goes on working. Policies that ask for its enterprise project decide by the new one.',
        effect_other:
          'The keys go on working. Policies that ask for their enterprise project decide by the new one.',
        impossible:
          'Default keys and keys pending deletion stay in their project. There are no others among these.',
        done: 'Key {{alias}} is added to the project.',
        result: '{{count}} of {{total}} keys are added to the project.',
      },
    },
    shadow: {
      title: 'Shadow disable',
      why: 'A trial before the key is disabled: it goes on working, and each use is recorded as one that would have failed.',
      none: 'No trial is under way.',
      running: 'The key is being disabled on trial:',
      ended: 'The trial is over. Disable the key now, or cancel the trial:',
      unused: 'Nobody has used the key in the trial: disabling it would have stopped nothing.',
      uses: 'Uses that would have failed',
      days: 'Days of the trial',
      daysRule: 'A whole number from 1 to 90.',
      startShadow: {
        name: 'Begin shadow disable',
        title: 'Begin the trial of disabling {{alias}}',
        effect: 'The key goes on working. Afterwards you see here who would have been stopped.',
        done: 'The trial of disabling {{alias}} has begun.',
      },
      commitShadow: {
        name: 'Disable the key now',
        title: 'Disable {{alias}} after the trial',
        effect: 'The key does no cryptography any more. Whoever is listed as its user is stopped at once.',
        done: '{{alias}} is disabled.',
      },
      cancelShadow: {
        name: 'Cancel shadow disable',
        title: 'Cancel the trial of disabling {{alias}}',
        effect: 'Nothing more is recorded, and the key stays enabled.',
        done: 'The trial of disabling {{alias}} is cancelled.',
      },
    },
    use: {
      table: 'Uses of the key',
      noneWhy: 'Successful uses of the key appear here, by user and operation.',
      onlyFirst_one: 'The recent use of the first {{count}} key is shown.',
      onlyFirst_other: 'The recent use of the first {{count}} keys is shown.',
      grants_one: '{{count}} grant lets others use it through the API.',
      grants_other: '{{count}} grants let others use it through the API.',
      service:
        'It is the default key of the service {{services}}: what the service keeps for this project is encrypted with it.',
      secrets_one: 'The values of {{count}} secret are encrypted with it and cannot be read without it.',
      secrets_other: 'The values of {{count}} secrets are encrypted with it and cannot be read without it.',
      secretNames: 'Among them: {{names}}.',
      never: 'No use of this key is known.',
    },
  },
} as const;
