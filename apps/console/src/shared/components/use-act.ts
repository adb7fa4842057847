import { useMutation } from '@tanstack/react-query';
import { useSingleFlight } from './use-single-flight.ts';

interface Act<Input, Output> {
  readonly act: (input: Input) => Promise<Output>;
  /** Whether it worked or not: what is on screen may be out of date now. */
  readonly onSettled: () => unknown;
  readonly onDone: (output: Output, input: Input) => void;
  /** A refusal that a field tells; `error` tells it as well. */
  readonly onRefused?: (error: Error) => void;
}

/** An act from a dialog or button: once at a time, its refusal kept until the next attempt. Secrets never pass here. */
export function useAct<Input, Output>({ act, onSettled, onDone, onRefused }: Act<Input, Output>) {
  const { mutateAsync, error } = useMutation({ mutationFn: act });
  const { run, busy } = useSingleFlight(async (input: Input) => {
    try {
      onDone(await mutateAsync(input), input);
    } catch (refusal) {
      if (!(refusal instanceof Error)) throw refusal;
      onRefused?.(refusal);
    } finally {
      onSettled();
    }
  });
  return { run, busy, error };
}
