/** The English words of the page of an address that leads nowhere. They come with its script. */
export const englishNotFound = {
  notFound: {
    title: 'There is no such page',
    why: 'The address may be misspelt, or what it led to is gone.',
    home: 'To Key Management',
  },
} as const;
