import { describe, expect, it } from 'vitest';
import { DiskPace } from '../../src/store/disk-pace.ts';

const [QUICK, SLOW] = [0.2, 3];

/** Reports syncs of one duration until the disk counts as slow, and returns how many it took. */
function untilSlow(pace: DiskPace, durationInMs: number, now: number): number {
  for (let syncs = 1; syncs <= 1_000; syncs++) {
    pace.took(durationInMs, now);
    if (!pace.isQuick(now)) return syncs;
  }
  return Number.POSITIVE_INFINITY;
}

describe('OPS-01 the pace of a disk', () => {
  it('is quick as long as slow syncs are few', () => {
    const pace = new DiskPace();
    for (let round = 0; round < 100; round++) {
      for (let sync = 0; sync < 9; sync++) pace.took(QUICK, round);
      pace.took(SLOW, round);
      expect(pace.isQuick(round)).toBe(true);
    }
  });

  it('is slow after five slow syncs in a row', () => {
    expect(untilSlow(new DiskPace(), SLOW, 0)).toBe(5);
  });

  it('is slow where every other sync is, and where all take a millisecond', () => {
    const pace = new DiskPace();
    for (let pair = 0; pair < 20; pair++) {
      pace.took(QUICK, 0);
      pace.took(SLOW, 0);
    }
    expect(pace.isQuick(0)).toBe(false);
    expect(untilSlow(new DiskPace(), 1, 0)).toBeLessThan(20);
    expect(untilSlow(new DiskPace(), 0.7, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is left alone for ever longer, and two slow syncs begin each further pause', () => {
    const pace = new DiskPace();
    untilSlow(pace, SLOW, 0);
    let now = 0;
    for (const pause of [
      50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000, 60_000,
    ]) {
      expect([pace.isQuick(now + pause - 1), pace.isQuick(now + pause)]).toEqual([false, true]);
      now += pause;
      expect(untilSlow(pace, SLOW, now)).toBe(2);
    }
  });

  it('is left alone for a moment only, once it was quick for half a second', () => {
    const pace = new DiskPace();
    untilSlow(pace, SLOW, 0);
    untilSlow(pace, SLOW, 50);
    for (let i = 0; i < 100; i++) pace.took(QUICK, 150);
    untilSlow(pace, SLOW, 650);
    expect([pace.isQuick(699), pace.isQuick(700)]).toEqual([false, true]);
  });
});
