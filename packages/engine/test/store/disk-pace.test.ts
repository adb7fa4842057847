import { describe, expect, it } from 'vitest';
import { DiskPace } from '../../src/store/disk-pace.ts';

describe('OPS-01 the pace of a disk', () => {
  it('is quick until a sync was slow, and then for ever longer not', () => {
    const pace = new DiskPace();
    expect(pace.isQuick(0)).toBe(true);
    pace.took(0.2, 1);
    expect(pace.isQuick(1)).toBe(true);
    let now = 1;
    for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      pace.took(3, now);
      expect([pace.isQuick(now + pause - 1), pace.isQuick(now + pause)]).toEqual([false, true]);
      now += pause;
    }
  });

  it('forgets that it was slow after many quick ones, and after a few not', () => {
    const pace = new DiskPace();
    pace.took(3, 0);
    for (let i = 0; i < 199; i++) pace.took(0.2, 1_000);
    pace.took(3, 1_000);
    expect([pace.isQuick(2_999), pace.isQuick(3_000)]).toEqual([false, true]);
    for (let i = 0; i < 200; i++) pace.took(0.2, 3_000);
    pace.took(3, 3_000);
    expect([pace.isQuick(3_999), pace.isQuick(4_000)]).toEqual([false, true]);
  });
});
