/** The English words of Settings. They come with its script. */
export const englishSettings = {
  settings: {
    explanation: 'How the console looks and speaks in this browser.',
    display: 'Display',
    timeZone: 'Time zone',
    browserZone: 'As the browser',
    zones: 'Time zones',
    now: 'Now: {{time}} ({{zone}})',
    api: 'API',
    apiWhy: 'Everything that the console does can be done through the REST API.',
    apiReference: 'API reference (OpenAPI 3.1)',
  },
} as const;
