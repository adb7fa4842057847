const MAX_ALIAS = 255;

/** An alias for what follows a key: `orders` → `orders-2`, `orders-2` → `orders-3`; never longer than an alias may be. */
export function nextAlias(alias: string): string {
  const numbered = /^(?<stem>.+)-(?<number>[1-9]\d{0,5})$/s.exec(alias)?.groups;
  const ending = `-${Number(numbered?.number ?? 1) + 1}`;
  return (numbered?.stem ?? alias).slice(0, MAX_ALIAS - ending.length) + ending;
}
