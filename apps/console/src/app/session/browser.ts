/** What leaves the page. */
export const browser = {
  /** Goes to another address without a way back to this one. */
  replace: (url: string): void => window.location.replace(url),
  assign: (url: string): void => window.location.assign(url),
  reload: (): void => window.location.reload(),
};
