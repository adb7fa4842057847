import { randomBytes } from 'node:crypto';
import { MemoryRoot, ROOT_KEY_LENGTH_IN_BYTES } from './memory-root.ts';
import type { RootOfTrust } from './root-of-trust.ts';

/** A root of trust that lives in memory and is gone with the process; whatever it wrapped is then lost. For tests. */
export async function openEphemeralRoot(): Promise<RootOfTrust> {
  return new MemoryRoot(randomBytes(ROOT_KEY_LENGTH_IN_BYTES), {
    kind: 'software',
    sealed: false,
    label: 'Ephemeral root key',
    detail: 'in the memory of this process only; lost when it ends',
  });
}
