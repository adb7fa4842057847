import type { RootOfTrust } from '@dewpoint/crypto-core';
import type { Health } from './engine.ts';
import type { JobRunner } from './jobs/job-runner.ts';
import type { Store } from './store/store.ts';

/** A part that takes longer counts as not answering; probes of load balancers wait about this long. */
const TIME_LIMIT_IN_MS = 3_000;

type Part = Health['parts'][number];

/** Asks each part with a real round trip; never rejects (OPS-03). */
export async function checkHealth(parts: {
  readonly store: Store;
  readonly root: RootOfTrust;
  readonly jobs: JobRunner;
}): Promise<Health> {
  const checked = await Promise.all([
    within('store', async () => {
      await parts.store.ping();
      return { ok: true, detail: parts.store.dialect };
    }),
    within('root-of-trust', async () => {
      const { ok, tokens } = await parts.root.health();
      const listed = tokens.map((token) => `${token.label}: ${token.detail}`).join('; ');
      return { ok, detail: listed === '' ? parts.root.describe().label : listed };
    }),
    within('jobs', async () => ({
      ok: parts.jobs.healthy,
      detail: parts.jobs.healthy ? 'running' : 'not running',
    })),
  ]);
  return { ready: checked.every((part) => part.ok), parts: checked };
}

async function within(
  name: Part['name'],
  check: () => Promise<{ ok: boolean; detail: string }>,
): Promise<Part> {
  const late = Promise.withResolvers<{ ok: boolean; detail: string }>();
  const timer = setTimeout(() => late.resolve({ ok: false, detail: 'does not answer' }), TIME_LIMIT_IN_MS);
  try {
    return { name, ...(await Promise.race([check(), late.promise])) };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
