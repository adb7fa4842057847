/** Messages of the contract in Chinese, under their English sentence. */
export const chineseServerWords: Readonly<Record<string, string>> = {};
