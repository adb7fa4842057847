import { useEffect, useRef, useState } from 'react';
import { isSignedOut } from '../api/query-client.ts';
import { useSignedOut } from '../api/signed-out.ts';
import { useSingleFlight } from './use-single-flight.ts';

interface SecretAct<Input, Output> {
  readonly act: (input: Input, signal: AbortSignal) => Promise<Output>;
  readonly onDone: (output: Output, input: Input) => void;
  /** Whether it worked or not: what is on screen may be out of date now. */
  readonly onSettled?: () => unknown;
  /** A refusal that a field tells; `error` tells it as well. */
  readonly onRefused?: (error: Error) => void;
}

/**
 * As `useAct`, for acts that send or bring secrets: these live in the component's state and nowhere else, where a mutation would keep
 * them in its cache. Leaving the component gives the act up: an answer that comes afterwards is thrown away.
 */
export function useSecretAct<Input, Output>({ act, onSettled, onDone, onRefused }: SecretAct<Input, Output>) {
  const signedOut = useSignedOut();
  const [error, setError] = useState<Error | null>(null);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);
  const { run, busy } = useSingleFlight(async (input: Input) => {
    const { signal } = leaving.current;
    setError(null);
    try {
      const output = await act(input, signal);
      if (!signal.aborted) onDone(output, input);
    } catch (refusal) {
      if (signal.aborted) return;
      if (!(refusal instanceof Error)) throw refusal;
      if (isSignedOut(refusal)) signedOut();
      setError(refusal);
      onRefused?.(refusal);
    } finally {
      onSettled?.();
    }
  });
  return { run, busy, error };
}
