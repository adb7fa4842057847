import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Api } from './api.ts';
import type { Product } from './product.ts';

/** What one run of {@link soak} did and found. */
export interface SoakReport {
  /** Request IDs of the operations that were answered. */
  readonly requestIds: readonly string[];
  /** What was answered otherwise than an application expects. */
  readonly surprises: readonly string[];
  /** Least heap in use, in bytes, in the first and in the last third of the run: what is left after collections. */
  readonly heapAtFirst: number;
  readonly heapAtLast: number;
}

const WORKERS = 6;
const SAMPLE_EVERY_MS = 1_000;

/** Lets applications work for as long as said: each turn makes things, uses them, changes them, and removes them again. */
export async function soak(product: Product, api: Api, durationInMs: number): Promise<SoakReport> {
  const end = Date.now() + durationInMs;
  const requestIds: string[] = [];
  const surprises: string[] = [];
  const check = (step: string, answer: Answer, holds = true): Answer => {
    requestIds.push(answer.requestId);
    if (answer.status >= 300 || !holds)
      surprises.push(`${step}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const heap: number[] = [];
  const watch = async () => {
    while (Date.now() < end) {
      heap.push(await heapOf(product));
      await delay(SAMPLE_EVERY_MS);
    }
  };
  const work = async (worker: number) => {
    for (let turn = 0; Date.now() < end && surprises.length === 0; turn++) {
      await useKey(api, `soak-${worker}-${turn}`, check);
      await useSecret(api, `soak-${worker}-${turn}`, check);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: WORKERS }, (_, worker) => work(worker))]);
  const third = Math.floor(heap.length / 3);
  return {
    requestIds,
    surprises,
    heapAtFirst: Math.min(...heap.slice(0, third)),
    heapAtLast: Math.min(...heap.slice(-third)),
  };
}

type Check = (step: string, answer: Answer, holds?: boolean) => Answer;

async function useKey(api: Api, alias: string, check: Check): Promise<void> {
  const created = check('create-key', await api.kms('create-key', { key_alias: alias }));
  const { key_id: keyId } = (created.body.key_info ?? {}) as { key_id?: string };
  for (let i = 0; i < 5; i++) {
    const plainText = `${alias} ${i}`;
    const encrypted = check(
      'encrypt-data',
      await api.kms('encrypt-data', { key_id: keyId, plain_text: plainText }),
    );
    const decrypted = await api.kms('decrypt-data', { cipher_text: encrypted.body.cipher_text });
    check('decrypt-data', decrypted, decrypted.body.plain_text === plainText);
    check('create-datakey', await api.kms('create-datakey', { key_id: keyId, datakey_length: '512' }));
  }
  check('list-keys', await api.kms('list-keys', { limit: '10' }));
  check('disable-key', await api.kms('disable-key', { key_id: keyId }));
  check(
    'schedule-key-deletion',
    await api.kms('schedule-key-deletion', { key_id: keyId, pending_days: '7' }),
  );
}

async function useSecret(api: Api, name: string, check: Check): Promise<void> {
  check('create secret', await api.csms('POST', '/secrets', { name, secret_string: `${name} 0` }));
  for (let i = 1; i <= 3; i++) {
    const text = `${name} ${i}`;
    check('put secret value', await api.csms('POST', `/secrets/${name}/versions`, { secret_string: text }));
    const read = await api.csms('GET', `/secrets/${name}/versions/latest`);
    check(
      'show secret value',
      read,
      (read.body.version as { secret_string?: string } | undefined)?.secret_string === text,
    );
  }
  check(
    'schedule secret deletion',
    await api.csms('POST', `/secrets/${name}/scheduled-deleted-tasks/create`, { recovery_window_in_days: 7 }),
  );
}

async function heapOf(product: Product): Promise<number> {
  const text = await (await fetch(`${product.baseURL}/metrics`)).text();
  return Number(/^dewpoint_process_heap_used_bytes (\d+)$/m.exec(text)?.[1]);
}
