import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SOFTHSM_MODULE } from '../../src/testing/index.ts';

export { PIN, SOFTHSM_MODULE, SoftHsmWorld } from '../../src/testing/index.ts';

/**
 * Runs a suite that needs SoftHSM2. Where it is missing, one test takes its place: it fails in CI and says loudly
 * elsewhere that nothing was tested.
 */
export function describeWithSoftHsm(name: string, suite: () => void): void {
  if (existsSync(SOFTHSM_MODULE)) {
    describe(name, suite);
    return;
  }
  it(`${name}: SoftHSM2 is installed`, () => {
    const message = `NOT TESTED: ${name}. No SoftHSM2 at ${SOFTHSM_MODULE}: run "apt-get install softhsm2" or set DEWPOINT_TEST_SOFTHSM_MODULE.`;
    process.stderr.write(`\n${message}\n`);
    expect(process.env.CI, message).not.toBe('true');
  });
}

/** Ids of the running processes that this one started, from /proc (Linux, where SoftHSM2 tests run). */
export function childProcessIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentAndState(name)?.parent === process.pid)
    .map(Number);
}

/** Undefined once the process is gone; a zombie counts as gone. */
function parentAndState(pid: string): { parent: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : { parent: Number(fields[1]) };
  } catch {
    return undefined;
  }
}

/** Command line and environment of a process as anybody with its user can read them. */
export function visibleTexts(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'latin1') + readFileSync(`/proc/${pid}/environ`, 'latin1');
}

/** The one child that serves a token. */
export function onlyChild(): number {
  const [pid, ...more] = childProcessIds();
  if (pid === undefined || more.length > 0) {
    throw new Error(`want one child process, got ${childProcessIds().length}`);
  }
  return pid;
}
