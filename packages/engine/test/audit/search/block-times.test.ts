import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockTimes } from '../../../src/audit/search/block-times.ts';

const moment = fc.integer({ min: 0, max: 20 });
const block = fc.record({ start: moment, length: fc.integer({ min: 0, max: 5 }), there: fc.boolean() });

describe('TRC-03 the times of blocks', () => {
  it('overlap what a look at every block says, ends included, in however many steps they were read', () => {
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        moment,
        moment,
        (blocks, step, from, to) => {
          const rows = blocks.map(({ start, length, there }, at) => ({
            there,
            block: at,
            first_time: start,
            last_time: start + length,
          }));
          let times = new BlockTimes(0, [], null);
          while (times.end < rows.length) {
            const end = Math.min(times.end + step, rows.length);
            const added = rows.slice(times.end, end).filter((row) => row.there);
            times = new BlockTimes(end, added, times);
          }
          for (const { there, block, first_time, last_time } of rows) {
            const overlap = there && last_time >= from && first_time <= to;
            expect(times.overlap(block, from, to)).toBe(overlap);
          }
          expect(times.overlap(rows.length, from, to)).toBe(false);
        },
      ),
    );
  });
});
