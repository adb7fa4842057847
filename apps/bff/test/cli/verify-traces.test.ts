import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptOften, type HarmedStore, makeTraceStore, type TraceStore, verify } from './trace-store.ts';

const OPERATIONS = 600;
const LEAF = 300;

describe.each(['sqlite', 'postgres'] as const)(
  'TRC-04 dewpoint verify-traces on %s',
  { timeout: 60_000 },
  (dialect) => {
    let original: TraceStore;
    let size = 0;
    const folder = mkdtempSync(join(tmpdir(), 'dewpoint-witness-'));
    const witness = join(folder, 'witness');
    beforeAll(async () => {
      original = await makeTraceStore(dialect, OPERATIONS);
      await using copy = await original.copy();
      const [tree] = await copy.sql('select size, checkpoint from trace_trees');
      size = Number(tree?.size);
      writeFileSync(witness, String(tree?.checkpoint));
    }, 60_000);
    afterAll(async () => {
      await original[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    });

    /** Row of a leaf: leaves are in the order of rows here. */
    async function rowOf(store: HarmedStore, leaf: number) {
      const [row] = await store.sql('select * from traces order by seq limit 1 offset ?', leaf);
      return { seq: Number(row?.seq), id: String(row?.id) };
    }

    async function expectFinding(store: HarmedStore, kind: string, ...texts: readonly string[]) {
      const { code, output } = await verify(store.location, '--json');
      const [first] = JSON.parse(output).findings;
      expect(first).toMatchObject({ kind });
      for (const text of texts) expect(first.message).toContain(text);
      expect(code).toBe(1);
      const shown = await verify(store.location);
      expect(shown.output).toContain('NOT VERIFIED');
      return first;
    }

    it('verifies a store that nobody touched, with and without a witness', async () => {
      const plain = await verify(original.location);
      expect(plain).toMatchObject({ code: 0, error: '' });
      expect(plain.output).toContain(`${size} traces verified`);
      expect(size).toBeGreaterThanOrEqual(OPERATIONS);
      const [key] = JSON.parse((await verify(original.location, '--json')).output).keys;
      const withWitness = await verify(
        original.location,
        '--checkpoint',
        witness,
        '--key',
        key,
        '--account',
        'default',
      );
      expect(withWitness).toMatchObject({ code: 0 });
    });

    it.each(['body', 'name', 'user_name', 'resource_id', 'source_ip', 'code', 'project_id'])(
      'names the first trace in which one character of %s was changed',
      async (column) => {
        await using store = await original.copy();
        const { seq, id } = await rowOf(store, LEAF);
        await store.sql(`update traces set ${column} = ${column} || ' ' where seq >= ?`, seq);
        expect(await expectFinding(store, 'changed', `leaf ${LEAF} `, id)).toMatchObject({
          leaf: LEAF,
          traceId: id,
        });
      },
    );

    it('names a trace whose time was moved by a millisecond', async () => {
      await using store = await original.copy();
      const { seq, id } = await rowOf(store, 7);
      await store.sql('update traces set time = time + 1 where seq = ?', seq);
      await expectFinding(store, 'changed', 'leaf 7 ', id);
    });

    it.each([0, LEAF, OPERATIONS - 1])('names leaf %i when its trace was removed', async (leaf) => {
      await using store = await original.copy();
      await store.sql('delete from traces where seq = ?', (await rowOf(store, leaf)).seq);
      expect(await expectFinding(store, 'removed', `leaf ${leaf} `)).toMatchObject({ leaf });
    });

    it('names the first of two traces that changed places', async () => {
      await using store = await original.copy();
      const [a, b] = [await rowOf(store, 20), await rowOf(store, 400)];
      await store.sql('update traces set seq = 9000001 where seq = ?', a.seq).catch(() => undefined);
      if (dialect === 'postgres') {
        await store.sql('alter table traces alter column seq drop identity');
        await store.sql('update traces set seq = 9000001 where seq = ?', a.seq);
      }
      await store.sql('update traces set seq = ? where seq = ?', a.seq, b.seq);
      await store.sql('update traces set seq = ? where seq = 9000001', b.seq);
      await expectFinding(store, 'reordered', 'leaf 20 ', 'leaf 400', b.id);
    });

    it('finds a trace that was put in', async () => {
      await using store = await original.copy();
      const { seq, id } = await rowOf(store, 5);
      const rest =
        'account_id, project_id, time, name, service_type, resource_type, resource_id, resource_name, user_id, user_name, rating, code, source_ip, request_id, body';
      const free = await freeNumber(store, seq);
      const values = `select ${free}, 'forged', ${rest} from traces where id = ?`;
      const over = dialect === 'postgres' ? 'overriding system value' : '';
      await store.sql(`insert into traces (seq, id, ${rest}) ${over} ${values}`, id);
      await expectFinding(store, 'added', 'forged');
    });

    /** A number that the sequencer has passed. */
    async function freeNumber(store: HarmedStore, near: number): Promise<number> {
      await store.sql('update trace_sequencer set next_seq = next_seq + 100');
      const [row] = await store.sql('select max(seq) as last from traces');
      expect(near).toBeGreaterThan(0);
      return Number(row?.last) + 50;
    }

    it('finds traces that were cut from the tail', async () => {
      await using store = await original.copy();
      const { seq } = await rowOf(store, size - 3);
      await store.sql('delete from traces where seq >= ?', seq);
      await expectFinding(store, 'removed', `leaf ${size - 3} `);
    });

    it('finds a cut tail by the checkpoint that stayed', async () => {
      await using store = await original.copy();
      const { seq } = await rowOf(store, 512);
      await store.sql('delete from traces where seq >= ?', seq);
      await store.sql('delete from trace_tiles where level = 0 and tile >= 2');
      await store.sql('delete from trace_leaves where tile >= 2');
      await store.sql('update trace_trees set size = 512');
      await expectFinding(store, 'cut', 'leaf 512');
    });

    it('finds by the witness alone that the whole store was put back to an earlier state', async () => {
      await using earlier = await original.copy();
      const grown = await makeTraceStore(dialect, 3);
      await using _ = grown;
      await using before = await grown.copy();
      await grown.goOn((engine, context) => encryptOften(engine, context, 4));
      await using after = await grown.copy();
      const [tree] = await after.sql('select size, checkpoint from trace_trees');
      const [old] = await before.sql('select size from trace_trees');
      const file = join(folder, 'grown');
      writeFileSync(file, String(tree?.checkpoint));
      expect(await verify(before.location)).toMatchObject({ code: 0 });
      const found = await verify(before.location, '--checkpoint', file);
      expect(found.code).toBe(1);
      expect(found.output).toContain(
        `cut: traces were cut from the tail: the witness knows ${tree?.size} leaves, the store has ${old?.size}`,
      );
      // A witness of another installation is none of this one.
      expect(await verify(earlier.location, '--checkpoint', file)).toMatchObject({ code: 2 });
    });

    it('tells an edited tree from an edited trace', async () => {
      await using store = await original.copy();
      const [tile] = await store.sql('select hashes from trace_tiles where level = 0 and tile = 1');
      const hashes = Buffer.from(tile?.hashes as Uint8Array);
      hashes[10 * 32] = (hashes[10 * 32] ?? 0) ^ 1;
      await store.sql('update trace_tiles set hashes = ? where level = 0 and tile = 1', hashes);
      expect(await expectFinding(store, 'tree', 'leaf 266 ')).toMatchObject({ leaf: 266 });
    });

    it('finds an edited upper level of the tree', async () => {
      await using store = await original.copy();
      await store.sql('update trace_tiles set hashes = ? where level = 1', Buffer.alloc(64, 7));
      await expectFinding(store, 'tree', 'level 1');
    });

    it('finds a trace that was changed together with its hash, between two checkpoints', async () => {
      await using store = await original.copy();
      const { seq } = await rowOf(store, LEAF);
      await store.sql("update traces set user_name = 'nobody' where seq = ?", seq);
      const { output } = await verify(store.location, '--json');
      expect(JSON.parse(output).findings[0].kind).toBe('changed');
      // The attacker knows how leaves are hashed.
      const { TraceReader } = await import('../../src/cli/verify-traces/trace-reader.ts');
      const { openTraceDatabase } = await import('../../src/cli/verify-traces/trace-database.ts');
      const database = await openTraceDatabase(store.location);
      const trace = (await new TraceReader(database, original.accountId).traces([seq])).get(seq);
      await database.close();
      const [tile] = await store.sql('select hashes from trace_tiles where level = 0 and tile = 1');
      const hashes = Buffer.from(tile?.hashes as Uint8Array);
      trace?.leafHash.copy(hashes, (LEAF - 256) * 32);
      await store.sql('update trace_tiles set hashes = ? where level = 0 and tile = 1', hashes);
      await expectFinding(store, 'changed', 'was changed together with its hash', 'does not fit');
    });

    it('finds a forged checkpoint, and a signing key that nobody introduced', async () => {
      await using store = await original.copy();
      await store.sql("update trace_trees set checkpoint = replace(checkpoint, '— ', '— x')");
      await expectFinding(store, 'checkpoint', 'cannot be trusted');
      await using other = await original.copy();
      const columns = 'public_key, sealed_private_key, endorsement, created_at, retired_at';
      await other.sql(
        `insert into trace_signers (account_id, number, ${columns}) select account_id, 2, ${columns} from trace_signers`,
      );
      await expectFinding(other, 'signer', 'was not introduced');
    });

    it('trusts no other key than the one that is given', async () => {
      await using store = await original.copy();
      await using foreign = await makeTraceStore(dialect, 1);
      const [key] = JSON.parse((await verify(original.location, '--json')).output).keys;
      const [signer] = await (await foreign.copy()).sql('select public_key from trace_signers');
      await store.sql('update trace_signers set public_key = ?', signer?.public_key as Uint8Array);
      const found = await verify(store.location, '--key', key);
      expect(found.code).toBe(1);
      expect(found.output).toContain('does not have the signing key that was given');
    });

    it('finds traces that are marked as pruned without a signed note', async () => {
      await using store = await original.copy();
      const { seq } = await rowOf(store, 100);
      await store.sql('delete from traces where seq < ?', seq);
      await store.sql('update trace_trees set pruned_size = 100');
      await expectFinding(store, 'pruned', 'no signed note');
    });

    it('finds that all tables of the tree were emptied', async () => {
      await using store = await original.copy();
      for (const table of ['trace_trees', 'trace_tiles', 'trace_leaves'])
        await store.sql(`delete from ${table}`);
      const { code, output } = await verify(store.location);
      expect(code).toBe(1);
      expect(output).toMatch(/cut: |added: /);
    });

    it('runs beside the product, on a store that it writes to', async () => {
      await original.goOn(async (engine, context) => {
        await encryptOften(engine, context, 50);
        expect(await verify(original.location, '--checkpoint', witness)).toMatchObject({ code: 0 });
      });
      expect(await verify(original.location, '--checkpoint', witness)).toMatchObject({ code: 0 });
    });

    it('rotated signing keys: verifies what old and new keys signed', async () => {
      await original.goOn(async (engine, context) => {
        await engine.execute('cts.rotateTraceSigner', context, {});
      });
      const { code, output } = await verify(original.location, '--checkpoint', witness, '--json');
      expect(code).toBe(0);
      expect(JSON.parse(output).keys).toHaveLength(2);
    });

    it.each([
      [['--checkpoint', '/nowhere'], 'cannot be read'],
      [['--key', 'x'], 'no verifier key'],
      [['--account', 'nobody'], 'no such account'],
      [['--force'], '--force'],
    ])('refuses %j', async (args, text) => {
      const found = await verify(original.location, ...args);
      expect(found.code).toBe(2);
      expect(found.error).toContain(text);
    });
  },
);

describe('dewpoint', () => {
  it('says what it can do, and refuses what it cannot', async () => {
    const { runCommand } = await import('../../src/cli/run-command.ts');
    const run = async (...args: string[]) => {
      const out: string[] = [];
      const print = (text: string) => out.push(text);
      const code = await runCommand(args, { environment: {}, print, printError: print });
      return [code, out.join('\n')] as const;
    };
    expect(await run('--help')).toEqual([0, expect.stringContaining('Exit codes: 0')]);
    expect(await run('verify-traces', '--help')).toEqual([0, expect.stringContaining('--checkpoint')]);
    expect(await run('destroy')).toEqual([2, expect.stringContaining('no command destroy')]);
    expect(await run()).toEqual([2, expect.stringContaining('verify-traces')]);
  });

  it('refuses a folder without a store', async () => {
    const found = await verify({ kind: 'sqlite', file: '/nowhere/dewpoint.db' });
    expect(found).toMatchObject({ code: 2, error: expect.stringContaining('There is no store') });
  });
});
