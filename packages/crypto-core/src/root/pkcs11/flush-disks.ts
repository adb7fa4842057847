import { execFile } from 'node:child_process';

const TIME_LIMIT_IN_MS = 10_000;

/**
 * Asks the system to write everything to disk (sync(2)). Called once, when a root key was created: SoftHSM2 never calls
 * fsync, so without this a power cut could take the root key and leave what was wrapped under it.
 * Hardware keeps its own keys, so where there is no `sync` nothing is done.
 */
export function flushDisks(): Promise<void> {
  return new Promise((resolve) => {
    execFile('sync', [], { env: { PATH: process.env.PATH }, timeout: TIME_LIMIT_IN_MS }, () => resolve());
  });
}
