import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentTraces } from '../../src/store/recent-traces.ts';
import { trace } from './stored-trace.ts';

describe('TRC-02 traces that were committed a moment ago', () => {
  it('are an unbroken run from the number asked for, and never what was not added', () => {
    const batches = fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 2 }),
        rows: fc.integer({ min: 1, max: 5 }),
        ask: fc.integer({ min: 0, max: 12 }),
        limit: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(batches, (steps) => {
        const recent = new RecentTraces();
        const there = new Set<number>();
        let [next, from] = [1, 1];
        for (const { gap, rows, ask, limit } of steps) {
          next += gap;
          const numbers = Array.from({ length: rows }, (_, at) => next + at);
          recent.add(
            next,
            numbers.map((seq) => trace(String(seq))),
          );
          for (const seq of numbers) there.add(seq);
          next += rows;
          from = Math.min(from + ask, next + 1);
          const wanted: number[] = [];
          while (wanted.length < limit && there.has(from + wanted.length)) wanted.push(from + wanted.length);
          const found = recent.from(from, limit);
          expect(found.map(({ seq }) => seq)).toEqual(wanted);
          expect(found.map(({ id }) => id)).toEqual(wanted.map(String));
        }
      }),
    );
  });

  it('are there again for whoever could not use them, and gone when more came than are kept', () => {
    const recent = new RecentTraces();
    recent.add(1, [trace('1'), trace('2')]);
    expect(recent.from(1, 10)).toEqual(recent.from(1, 10));
    const many = Array.from({ length: 4_000 }, (_, at) => trace(String(at + 3)));
    recent.add(3, many);
    recent.add(4_003, many);
    expect(recent.from(1, 10)).toEqual([]);
    expect(recent.from(4_003, 1)).toHaveLength(1);
  });
});
