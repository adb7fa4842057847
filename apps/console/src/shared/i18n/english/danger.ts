/** The English words of destructive acts and of recent use. They come with the scripts that show them. */
export const englishDanger = {
  danger: {
    results: 'Results',
    succeeded: 'Succeeded',
    refused: 'Refused',
    noAnswer: 'The server told no result. Load the list again.',
    days: 'Days until deletion',
    daysMeaning: 'Destroyed for good on {{at}}. Until then the deletion can be canceled.',
    typeThis: 'Type {{text}} to confirm.',
  },
  use: {
    title: 'Use in the last {{days}} days',
    none: 'No use in the last {{days}} days',
    unknown: 'The recent use is not known. {{why}}',
    lastUsed: 'Last used',
    principal: 'User',
    operation: 'Operation',
    count: 'Times',
    last: 'Last time',
  },
} as const;
