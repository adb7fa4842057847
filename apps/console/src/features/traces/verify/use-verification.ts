import { useEffect, useRef, useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { ChainSource } from './chain-source.ts';
import { keepWitness } from './kept-witness.ts';
import type { Verification } from './verification.ts';
import { verifyChain, type Witness } from './verify-chain.ts';

export type VerificationState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly verification: Verification }
  | { readonly kind: 'failed'; readonly error: Error };

/** Runs a verification that can be cancelled, and that ends when its page is left. What held becomes this browser's witness. */
export function useVerification() {
  const { client, session } = useProjectApi();
  const [state, setState] = useState<VerificationState>({ kind: 'idle' });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start(witnesses: readonly Witness[]): Promise<void> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const show = (next: VerificationState) => {
      if (!controller.signal.aborted) setState(next);
    };
    setState({ kind: 'running', done: 0, of: 0 });
    try {
      const source = new ChainSource(client, controller.signal);
      const verification = await verifyChain(source, witnesses, (done, of) =>
        show({ kind: 'running', done, of }),
      );
      if (verification.findings.length === 0) keepWitness(session.account.id, verification);
      show({ kind: 'done', verification });
    } catch (error) {
      show({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
  function cancel(): void {
    running.current?.abort();
    setState({ kind: 'idle' });
  }
  return { state, start, cancel };
}
