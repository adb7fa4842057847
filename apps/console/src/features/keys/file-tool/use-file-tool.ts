import { useEffect, useReducer, useRef } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { isSignedOut } from '../../../shared/api/query-client.ts';
import { useSignedOut } from '../../../shared/api/signed-out.ts';
import { useSingleFlight } from '../../../shared/components/use-single-flight.ts';
import type { ToolMode } from '../tool/use-tool.ts';
import { decryptFile, encryptFile, type FileOutcome } from './file-cipher.ts';

interface FileToolState {
  readonly mode: ToolMode;
  readonly file: File | null;
  /** Whole percent of the file that have been read. */
  readonly percent: number;
  readonly outcome: FileOutcome | null;
  readonly cancelled: boolean;
  readonly error: Error | null;
}

const fresh = { percent: 0, outcome: null, cancelled: false, error: null } as const;

/** State and acts of the file tool. A run ends with the page part that it is shown in; what it had written is thrown away then. */
export function useFileTool(keyId: string) {
  const api = useProjectApi();
  const signedOut = useSignedOut();
  const [state, change] = useReducer(
    (now: FileToolState, next: Partial<FileToolState>): FileToolState => ({ ...now, ...next }),
    { mode: 'encrypt', file: null, ...fresh },
  );
  const running = useRef<AbortController | null>(null);
  const { mode, file } = state;

  const { run: execute, busy } = useSingleFlight(async () => {
    if (!file) return;
    const controller = new AbortController();
    running.current = controller;
    change(fresh);
    let told = 0;
    const onProgress = (bytes: number) => {
      const percent = file.size === 0 ? 100 : Math.min(100, Math.floor((bytes / file.size) * 100));
      if (percent !== told) change({ percent });
      told = percent;
    };
    const run = { api, signal: controller.signal, onProgress };
    try {
      change({
        outcome: mode === 'encrypt' ? await encryptFile(file, keyId, run) : await decryptFile(file, run),
      });
    } catch (error) {
      if (controller.signal.aborted) return change({ ...fresh, cancelled: true });
      if (!(error instanceof Error)) throw error;
      if (isSignedOut(error)) signedOut();
      change({ ...fresh, error });
    }
  });

  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);

  return {
    state,
    busy,
    execute,
    cancel: () => running.current?.abort(),
    choose: (chosen: File) => change({ file: chosen, ...fresh }),
    setMode: (chosen: ToolMode) => change({ mode: chosen, file: null, ...fresh }),
  };
}
