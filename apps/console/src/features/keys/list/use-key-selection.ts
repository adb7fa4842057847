import { useState } from 'react';
import type { Key } from '../api/key-queries.ts';

/** Keys chosen in the list, over several pages. What is on screen is shown as it is now, the rest as it was when it was chosen. */
export function useKeySelection(shown: readonly Key[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Key>>(new Map());
  const now = new Map(shown.map((key) => [key.keyId, key]));
  const selected = [...chosen.values()].map((key) => now.get(key.keyId) ?? key);
  function select(ids: ReadonlySet<string>): void {
    setChosen(
      new Map(
        [...ids].flatMap((id) => {
          const key = now.get(id) ?? chosen.get(id);
          return key ? [[id, key] as const] : [];
        }),
      ),
    );
  }
  return { selected, select, clear: () => setChosen(new Map()) };
}
