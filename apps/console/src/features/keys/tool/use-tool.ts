import { useEffect, useReducer, useRef } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { isSignedOut } from '../../../shared/api/query-client.ts';
import { useSignedOut } from '../../../shared/api/signed-out.ts';
import { useSingleFlight } from '../../../shared/components/use-single-flight.ts';
import type { KeyDetails } from '../api/key-queries.ts';

export const toolModes = ['encrypt', 'decrypt'] as const;
export type ToolMode = (typeof toolModes)[number];

export interface ToolResult {
  readonly text: string;
  /** The plaintext is not text: `text` is its Base64. */
  readonly isBase64: boolean;
  /** The key that it was. */
  readonly keyId: string;
  readonly keyAlias: string;
  readonly keyVersion: number;
}

interface ToolState {
  readonly mode: ToolMode;
  readonly input: string;
  readonly result: ToolResult | null;
  readonly error: Error | null;
}

const empty = { input: '', result: null, error: null } as const;

/**
 * State and acts of the tool. Plaintext lives in this component's state and nowhere else: not in the query cache, the URL or the
 * storage of the browser; it goes when the component does, and an answer that comes later is thrown away.
 */
export function useTool(item: KeyDetails) {
  const { client } = useProjectApi();
  const signedOut = useSignedOut();
  const [state, change] = useReducer(
    (now: ToolState, next: Partial<ToolState>): ToolState => ({ ...now, ...next }),
    { mode: 'encrypt', ...empty },
  );
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  async function answer(): Promise<ToolResult> {
    const { signal } = leaving.current;
    if (state.mode === 'encrypt') {
      const { keyId, keyVersion, cipherText } = await client.call(
        'kms.encryptText',
        { keyId: item.keyId, text: state.input },
        { signal },
      );
      return { text: cipherText, isBase64: false, keyId, keyAlias: item.keyAlias, keyVersion };
    }
    const cipherText = withoutSpace(state.input);
    const { text, base64, keyId, keyAlias, keyVersion } = await client.call(
      'kms.decryptText',
      { cipherText },
      { signal },
    );
    return { text: text ?? base64 ?? '', isBase64: text === null, keyId, keyAlias, keyVersion };
  }

  const { run: execute, busy } = useSingleFlight(async () => {
    const { signal } = leaving.current;
    change({ result: null, error: null });
    try {
      change({ result: await answer() });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Error)) throw error;
      if (isSignedOut(error)) signedOut();
      change({ error });
    }
  });

  return {
    state,
    busy,
    execute,
    type: (input: string) => change({ input, result: null, error: null }),
    /** Another mode starts with empty areas: what was plaintext is ciphertext now. */
    choose: (mode: ToolMode) => change({ mode, ...empty }),
    clear: () => change(empty),
  };
}

/** Ciphertexts are often copied with line breaks. */
export function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}
