import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { Api } from './api.ts';
import type { Product } from './product.ts';

/** What the product said it had done, and how to see that it has. */
interface Acknowledged {
  readonly keys: Map<string, string>;
  readonly ciphertexts: { readonly cipherText: string; readonly plainText: string }[];
  readonly requestIds: string[];
}

/** What one run of {@link crashLoop} did and found. */
export interface CrashReport {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Aliases of acknowledged keys that are gone or have another alias. */
  readonly lostKeys: string[];
  /** Plaintexts whose acknowledged ciphertexts do not open. */
  readonly lostCiphertexts: string[];
  /** Request IDs of acknowledged operations without exactly one trace. */
  readonly lostTraces: string[];
  /** What SQLite's own integrity check says of the store. */
  readonly integrity: string;
  /** Changes in the store that no trace tells of. */
  readonly untracedKeys: number;
}

const WRITERS = 4;

/**
 * Kills the product (SIGKILL) in the middle of writes, again and again, and looks afterwards whether everything that
 * it acknowledged is there. `DEWPOINT_QUOTA_KEYS` of the product must be large enough.
 */
export async function crashLoop(product: Product, rounds: number): Promise<CrashReport> {
  const done: Acknowledged = { keys: new Map(), ciphertexts: [], requestIds: [] };
  const api = await Api.signIn(product);
  for (let round = 0; round < rounds; round++) {
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(api, `r${round}w${writer}`, done));
    await delay(100 + Math.floor(Math.random() * 250));
    await product.kill();
    await Promise.all(writers);
    await product.start();
  }
  const lost = await findLost(api, done);
  await product.stop();
  return { rounds, acknowledged: done.requestIds.length, ...lost, ...readStore(product, done) };
}

/** Creates keys and encrypts under them until the connection breaks. */
async function write(api: Api, name: string, done: Acknowledged): Promise<void> {
  for (let i = 0; ; i++) {
    const alias = `${name}-${i}`;
    const plainText = `text of ${alias}`;
    try {
      const created = await api.kms('create-key', { key_alias: alias });
      if (created.status !== 200) return;
      const { key_id: keyId } = created.body.key_info as { key_id: string };
      done.keys.set(keyId, alias);
      done.requestIds.push(created.requestId);
      const encrypted = await api.kms('encrypt-data', { key_id: keyId, plain_text: plainText });
      if (encrypted.status !== 200) return;
      done.ciphertexts.push({ cipherText: String(encrypted.body.cipher_text), plainText });
      done.requestIds.push(encrypted.requestId);
    } catch {
      return; // the product is dead: what was not answered was not acknowledged
    }
  }
}

async function findLost(api: Api, done: Acknowledged) {
  const lostKeys: string[] = [];
  for (const [keyId, alias] of done.keys) {
    const { status, body } = await api.kms('describe-key', { key_id: keyId });
    const found = status === 200 ? (body.key_info as { key_alias: string }).key_alias : undefined;
    if (found !== alias) lostKeys.push(alias);
  }
  const lostCiphertexts: string[] = [];
  for (const { cipherText, plainText } of done.ciphertexts) {
    const { body } = await api.kms('decrypt-data', { cipher_text: cipherText });
    if (body.plain_text !== plainText) lostCiphertexts.push(plainText);
  }
  return { lostKeys, lostCiphertexts };
}

/** Reads the stopped product's SQLite file; there is no other witness of what is durable. */
function readStore(product: Product, done: Acknowledged) {
  using store = new DatabaseSync(join(product.dataFolder, 'dewpoint.db'), { readOnly: true });
  const count = store.prepare('select count(*) as n from traces where request_id = ?');
  const lostTraces = done.requestIds.filter((id) => count.get(id)?.n !== 1);
  const integrity = String(Object.values(store.prepare('pragma integrity_check').get() ?? {})[0]);
  const untraced = store
    .prepare(
      `select count(*) as n from keys where not exists
         (select 1 from traces where traces.resource_id = keys.id and traces.name = 'createKey')`,
    )
    .get();
  return { lostTraces, integrity, untracedKeys: Number(untraced?.n) };
}
