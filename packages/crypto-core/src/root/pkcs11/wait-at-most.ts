/** Resolves when `wait` settles either way, or after the limit, whichever comes first. */
export async function waitAtMost(wait: Promise<unknown>, limitInMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitInMs);
  await Promise.race([wait.catch(() => undefined), promise]);
  clearTimeout(timer);
}
