import { readFileSync } from 'node:fs';
import { OperationError, type OperationId, operationIds, operationOf } from '@dewpoint/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Channel, RequestContext } from '../../src/context.ts';
import { TokenBucketLimiter } from '../../src/limits/rate-limiter.ts';
import type { ExecutableId, HandlerTable } from '../../src/pipeline/handler.ts';
import { Pipeline } from '../../src/pipeline/pipeline.ts';
import { dialects } from '../../src/testing/index.ts';
import { countSecrets, decodedValue, type Marks, wireValue } from './marked-values.ts';
import { openTraceWorld, type TraceWorld } from './trace-world.ts';

const traceIdOf = z.object({ trace_id: z.string() });
const marks: Marks = { marker: 'MARKER-5f0c8d1e-of-a-secret', control: 'CONTROL-9b1d' };
const executable = operationIds.filter((id): id is ExecutableId => id !== 'console.batch');
const channels: readonly Channel[] = ['api', 'console'];

/** Every form in which bytes or text could be written down. */
function formsOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  // Base64 of the same bytes depends on how many stand before them.
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes, Buffer.alloc(3)]).toString('base64');
    return whole.slice(4, 4 * Math.floor((shift + bytes.length) / 3) - 4);
  });
  const jsonBytes = JSON.stringify([...bytes]).slice(1, -1);
  const texts = [text, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...base64, jsonBytes];
  return [...texts.map((form) => Buffer.from(form)), Buffer.from(text, 'utf16le')];
}

const holds = (where: Buffer, text: string) => formsOf(text).some((form) => where.includes(form));

/** All bytes of the store as they lie on the disk, or all values of all rows where the disk is the server's. */
async function storeBytes(world: TraceWorld, file: string | null): Promise<Buffer> {
  if (file !== null) return Buffer.concat([readFileSync(file), readFileSync(`${file}-wal`)]);
  const { read } = world.node.store;
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(read);
  const parts: Buffer[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(read);
    for (const row of rows) {
      for (const value of Object.values(row)) {
        parts.push(value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)));
      }
    }
  }
  return Buffer.concat(parts);
}

/** Handlers that answer with secrets in every field that may hold one, or fail. */
function handlersWith(outcome: (id: OperationId) => unknown): HandlerTable {
  const table = Object.fromEntries(executable.map((id) => [id, { kind: 'direct', run: () => outcome(id) }]));
  return table as Partial<HandlerTable> as HandlerTable;
}

describe.each(dialects)('TRC-01 SEC-11 redaction on %s', { timeout: 60_000 }, (dialect) => {
  let world: TraceWorld;
  beforeAll(async () => {
    world = await openTraceWorld(dialect);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  function pipelineWith(outcome: (id: OperationId) => unknown): Pipeline<ExecutableId> {
    const { store, audit } = world.node;
    return new Pipeline<ExecutableId>({
      handlers: handlersWith(outcome),
      authorizer: { decide: async () => ({ allowed: true, statement: 'test' }) },
      audit,
      store,
      limiter: new TokenBucketLimiter(world.clock, {
        user: { perSecond: 1e6, burst: 1e6 },
        account: { perSecond: 1e6, burst: 1e6 },
      }),
      clock: world.clock,
      log: world.log,
    });
  }

  it('there are secrets to look for', () => {
    const total = operationIds.reduce((sum, id) => {
      const { input, output } = operationOf(id);
      return sum + countSecrets(input) + countSecrets(output);
    }, 0);
    expect(total).toBeGreaterThan(30);
    expect(countSecrets(operationOf('kms.decryptDatakey').output)).toBeGreaterThan(0);
    expect(countSecrets(operationOf('iam.createToken').input)).toBeGreaterThan(0);
  });

  it('keeps every secret field of every operation out of store, log, exports and receipts', async () => {
    const done = pipelineWith((id) => decodedValue(operationOf(id).output, marks));
    const refused = pipelineWith(() => {
      throw new OperationError('keyDisabled');
    });
    for (const channel of channels) {
      const context: RequestContext = { ...world.api, channel };
      for (const id of executable) {
        const input = decodedValue(operationOf(id).input, marks);
        world.clock.advance(1);
        await done.execute(id, context, input as never);
        await refused.execute(id, context, input as never).catch(() => undefined);
      }
      for (const id of operationIds) {
        const wire = wireValue(operationOf(id).input, marks);
        const refusal = new OperationError('parameterInvalid');
        world.clock.advance(1);
        await done.traceRefusal(id, context, wire, refusal);
        // What nobody expects in a secret field, and what nobody knows at all.
        await done.traceRefusal(
          id,
          context,
          Object.assign({ unknownField: marks.marker }, nested(wire)),
          refusal,
        );
        await done.traceRefusal(id, context, [marks.marker], refusal);
      }
      const batch = operationOf('console.batch');
      await done.traceAnswer(
        'console.batch',
        context,
        wireValue(batch.input, marks),
        wireValue(batch.output, marks),
      );
    }
    await world.sequence();

    const csv = await world.node.run('cts.exportTraces', world.api);
    const lines = await world.node.run('cts.exportTraces', world.api, { format: 'jsonl' });
    const verified = await world.node.run('cts.verifyData', world.api, { count: 1024 });
    const ids = lines.content
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => traceIdOf.parse(JSON.parse(line)).trace_id);
    await world.sequence();
    const receipts = [];
    const details = [];
    for (const traceId of ids) {
      receipts.push(await world.node.run('cts.traceProof', world.api, { traceId }));
      details.push(await world.node.run('cts.viewTrace', world.api, { traceId }));
    }
    const found = {
      store: await storeBytes(world, world.sqliteFile),
      log: Buffer.from(JSON.stringify(world.log.lines)),
      csv: Buffer.from(csv.content),
      jsonLines: Buffer.from(lines.content),
      verifyData: Buffer.from(JSON.stringify(verified.leaves)),
      receipts: Buffer.from(JSON.stringify(receipts)),
      details: Buffer.from(JSON.stringify(details)),
    };
    for (const [name, bytes] of Object.entries(found)) {
      expect([name, holds(bytes, marks.marker)]).toEqual([name, false]);
    }
    // The search finds what is there.
    expect(holds(found.store, marks.control)).toBe(true);
    for (const where of [found.jsonLines, found.receipts, found.details]) {
      expect(holds(where, marks.control)).toBe(true);
    }
    expect(ids.length).toBeGreaterThan(executable.length * 4);
  });

  it('finds the marker in every form it looks for', () => {
    const bytes = Buffer.from(`xy${marks.marker}z`);
    for (const text of [
      bytes.toString(),
      bytes.toString('hex'),
      bytes.toString('base64'),
      Buffer.concat([Buffer.from('a'), bytes]).toString('base64url'),
      JSON.stringify({ a: [...bytes] }),
    ]) {
      expect(holds(Buffer.from(text), marks.marker)).toBe(true);
    }
  });
});

/** The same fields with each secret inside of an object and a list. */
function nested(wire: unknown): unknown {
  if (Array.isArray(wire)) return wire.map(nested);
  if (typeof wire === 'object' && wire !== null) {
    return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, nested(value)]));
  }
  return wire === marks.marker ? { inside: [marks.marker], [marks.marker]: 1 } : wire;
}
