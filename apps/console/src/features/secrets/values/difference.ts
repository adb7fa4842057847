import { pairsIn } from './pairs.ts';

/** What is read of a version. */
export type SecretValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly base64: string };

/** How two values differ, without the values themselves. */
export type Difference =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'pairs';
      readonly keys: readonly { readonly key: string; readonly change: KeyChange }[];
    }
  | { readonly kind: 'lines'; readonly added: number; readonly removed: number }
  | { readonly kind: 'other' };
export type KeyChange = 'added' | 'removed' | 'changed' | 'same';

/** From the older value to the newer one. Lines count as often as they stand there, wherever they stand. */
export function differenceOf(older: SecretValue, newer: SecretValue): Difference {
  if (older.kind === 'binary' || newer.kind === 'binary') {
    const same = older.kind === 'binary' && newer.kind === 'binary' && older.base64 === newer.base64;
    return { kind: same ? 'same' : 'other' };
  }
  if (older.text === newer.text) return { kind: 'same' };
  const [before, after] = [pairsIn(older.text), pairsIn(newer.text)];
  if (before && after) {
    const [from, to] = [before, after].map((pairs) => new Map(pairs.map(({ key, value }) => [key, value])));
    const keys = [...new Set([...before, ...after].map(({ key }) => key))];
    return {
      kind: 'pairs',
      keys: keys.map((key) => ({ key, change: changeOf(from?.get(key), to?.get(key)) })),
    };
  }
  const left = new Map<string, number>();
  for (const line of older.text.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  let added = 0;
  for (const line of newer.text.split('\n')) {
    const count = left.get(line) ?? 0;
    if (count === 0) added += 1;
    else left.set(line, count - 1);
  }
  return { kind: 'lines', added, removed: [...left.values()].reduce((sum, count) => sum + count, 0) };
}

function changeOf(from: string | undefined, to: string | undefined): KeyChange {
  if (from === undefined) return 'added';
  if (to === undefined) return 'removed';
  return from === to ? 'same' : 'changed';
}
