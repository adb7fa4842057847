import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { traceRow } from '../../../src/audit/trace-row.ts';
import { csv } from '../../../src/audit/traces/csv.ts';
import { dialects } from '../../../src/testing/index.ts';
import { openTraceWorld, record, type TraceWorld } from '../trace-world.ts';

/** CSV read by RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], '', false];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      row.push(cell);
      cell = '';
    } else if (character === '\r' && text[i + 1] === '\n') {
      i++;
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
    } else cell += character;
  }
  return rows;
}

const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =cmd',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '=HYPERLINK("http://x","y")',
];

describe('TRC-03 CSV', () => {
  it.each(formulas)('lets no spreadsheet run %j', (text) => {
    const [, cells] = readCsv(csv(['a', 'b'], [[text, 'x']]));
    expect(cells).toEqual([`'${text}`, 'x']);
  });

  it('gives back any other text as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 })),
        (rows) => {
          const read = readCsv(csv(['a', 'b'], rows)).slice(1);
          const plain = read.map((row) =>
            row.map((cell, i) => (i >= 0 && cell.startsWith("'") ? cell.slice(1) : cell)),
          );
          const wanted = rows.map((row) => row.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell)));
          expect(plain).toEqual(wanted);
        },
      ),
    );
    expect(readCsv(csv(['n'], [[-5]]))).toEqual([['n'], ['-5']]);
  });
});

describe.each(dialects)('TRC-03 the export of traces on %s', { timeout: 30_000 }, (dialect) => {
  let world: TraceWorld;
  beforeAll(async () => {
    world = await openTraceWorld(dialect);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  beforeEach(() => world.enterNewAccount());

  it('is CSV with the filters of the list, times in UTC, formulas defused', async () => {
    await world.write(
      { resourceName: '=1+1', name: 'createKey' },
      { name: 'other' },
      { resourceName: 'a "quoted", name', name: 'createKey' },
    );
    await world.sequence();
    const file = await world.node.run('cts.exportTraces', world.api, { traceName: 'createKey' });
    expect(file).toMatchObject({ mediaType: 'text/csv; charset=utf-8', fileName: 'traces-2026-01-01.csv' });
    const [header = [], ...rows] = readCsv(file.content);
    expect(rows.map((row) => row[header.indexOf('resource_name')])).toEqual(['a "quoted", name', "'=1+1"]);
    expect(rows[0]?.[header.indexOf('time_utc')]).toMatch(/^2026-01-01T\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(rows[0]).toHaveLength(header.length);
  });

  it('is JSON lines of whole traces', async () => {
    const [id] = await world.write({ resourceName: 'line\nbreak' });
    const file = await world.node.run('cts.exportTraces', world.api, { format: 'jsonl' });
    expect(file).toMatchObject({
      mediaType: 'application/jsonl; charset=utf-8',
      fileName: 'traces-2026-01-01.jsonl',
    });
    const lines = file.content.split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      trace_id: id,
      trace_name: record.name,
      resource_name: 'line\nbreak',
      request: record.request,
      domain_id: world.account.accountId,
      event_type: 'system',
      tracker_name: 'system',
    });
  });

  it('holds the newest 5000 at most', async () => {
    const rows = Array.from({ length: 5_100 }, () => {
      world.clock.advance(1);
      return traceRow(world.api, record, world.clock.now());
    });
    for (let at = 0; at < rows.length; at += 1_000)
      await world.node.store.appendTraces(rows.slice(at, at + 1_000));
    await world.sequence();
    const file = await world.node.run('cts.exportTraces', world.api, { format: 'jsonl' });
    const lines = file.content.trimEnd().split('\n');
    expect(lines).toHaveLength(5_000);
    expect(JSON.parse(lines[0] ?? '').trace_id).toBe(rows.at(-1)?.id);
    expect(JSON.parse(lines[4_999] ?? '').trace_id).toBe(rows[100]?.id);
  });
});
