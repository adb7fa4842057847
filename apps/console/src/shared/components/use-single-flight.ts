import { useCallback, useRef, useState } from 'react';

/**
 * Runs an act at most once at a time: a second call while the first runs does nothing, also before React has drawn the busy state, so
 * a double click acts once. `act` must handle its own errors.
 */
export function useSingleFlight<Arguments extends readonly unknown[]>(
  act: (...args: Arguments) => Promise<void>,
) {
  const flying = useRef(false);
  const [busy, setBusy] = useState(false);
  const latest = useRef(act);
  latest.current = act;
  const run = useCallback(async (...args: Arguments): Promise<void> => {
    if (flying.current) return;
    flying.current = true;
    setBusy(true);
    try {
      await latest.current(...args);
    } finally {
      flying.current = false;
      setBusy(false);
    }
  }, []);
  return { run, busy };
}
