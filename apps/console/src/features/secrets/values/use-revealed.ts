import { useEffect, useState } from 'react';

/** How long a secret stays readable. */
export const SHOWN_SECONDS = 30;

/** Something secret that is shown for 30 seconds and then forgotten. */
export function useRevealed<Value>() {
  const [value, setValue] = useState<Value | null>(null);
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setValue(null), SHOWN_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [value]);
  return { value, reveal: setValue, hide: () => setValue(null) };
}
