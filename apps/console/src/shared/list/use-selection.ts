import { useState } from 'react';

export interface Selection<Item> {
  readonly selected: readonly Item[];
  select(ids: ReadonlySet<string>): void;
  clear(): void;
}

/** What is chosen in a list, over several pages. What is on screen is shown as it is now, the rest as it was when it was chosen. */
export function useSelection<Item>(shown: readonly Item[], idOf: (item: Item) => string): Selection<Item> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Item>>(new Map());
  const now = new Map(shown.map((item) => [idOf(item), item]));
  const selected = [...chosen].map(([id, item]) => now.get(id) ?? item);
  function select(ids: ReadonlySet<string>): void {
    setChosen(
      new Map(
        [...ids].flatMap((id) => {
          const item = now.get(id) ?? chosen.get(id);
          return item ? [[id, item] as const] : [];
        }),
      ),
    );
  }
  return { selected, select, clear: () => setChosen(new Map()) };
}
