import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafData } from '../../../src/audit/tree/leaf-data.ts';
import { RecentLeaves } from '../../../src/audit/tree/recent-leaves.ts';
import { trace } from '../../store/stored-trace.ts';
import { naiveLeafHash } from './naive-merkle.ts';

const namesOf = (leaves: readonly { readonly resourceName: string }[]) =>
  leaves.map(({ resourceName }) => resourceName);
const named = (seq: number) => ({ ...trace(String(seq)), resource_name: String(seq) });

describe('TRC-02 leaves of traces that were committed a moment ago', () => {
  it('are an unbroken run from the number asked for, and never what was not added', async () => {
    const batches = fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 2 }),
        rows: fc.integer({ min: 1, max: 5 }),
        ask: fc.integer({ min: 0, max: 12 }),
        limit: fc.integer({ min: 1, max: 9 }),
        turn: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(batches, async (steps) => {
        const recent = new RecentLeaves();
        const there = new Set<number>();
        let [next, from] = [1, 1];
        for (const { gap, rows, ask, limit, turn } of steps) {
          next += gap;
          const numbers = Array.from({ length: rows }, (_, at) => next + at);
          recent.add(next, numbers.map(named));
          if (turn) await new Promise((resolve) => setImmediate(resolve));
          for (const seq of numbers) there.add(seq);
          next += rows;
          from = Math.min(from + ask, next + 1);
          const wanted: number[] = [];
          while (wanted.length < limit && there.has(from + wanted.length)) wanted.push(from + wanted.length);
          const found = recent.from(from, limit);
          expect(found.map(({ seq }) => seq)).toEqual(wanted);
          expect(namesOf(found)).toEqual(wanted.map(String));
        }
      }),
    );
  });

  it('have the hash of what the tree covers', () => {
    const recent = new RecentLeaves();
    recent.add(7, [trace('a'), { ...trace('b'), user_name: '密' }]);
    const hashes = recent.from(7, 2).map(({ hash }) => Buffer.from(hash, 'latin1'));
    expect(hashes).toEqual(
      [trace('a'), { ...trace('b'), user_name: '密' }].map((row) =>
        naiveLeafHash(Buffer.from(leafData(row))),
      ),
    );
  });

  it('are there again for whoever could not use them, and gone when more came than are kept', () => {
    const recent = new RecentLeaves();
    recent.add(1, [named(1), named(2)]);
    expect(namesOf(recent.from(1, 10))).toEqual(['1', '2']);
    expect(namesOf(recent.from(1, 10))).toEqual(['1', '2']);
    const many = Array.from({ length: 8_000 }, (_, at) => named(at + 3));
    recent.add(3, many);
    recent.add(8_003, many);
    expect(recent.from(1, 10)).toEqual([]);
    expect(recent.from(8_003, 1)).toHaveLength(1);
  });

  it('are left to the store when one cannot be made, and the process goes on', async () => {
    const recent = new RecentLeaves();
    recent.add(1, [named(1)]);
    const unreadable = {
      ...named(2),
      get body(): string {
        throw new Error('no body');
      },
    };
    recent.add(2, [unreadable]);
    await nextTurn();
    await nextTurn();
    expect(recent.from(1, 10)).toEqual([]);
    recent.add(3, [named(3)]);
    expect(namesOf(recent.from(3, 10))).toEqual(['3']);
  });
});
