import { sql } from 'kysely';
import { z } from 'zod';
import type { Store } from '../../store/store.ts';

/**
 * On PostgreSQL a transaction that commits late brings rows whose numbers are lower than those already seen. Numbers that were passed
 * over are remembered until no transaction can bring them any more.
 */
export interface Gap {
  readonly from: number;
  readonly to: number;
  /** When it was first seen, ms. */
  readonly since: number;
  /** Transactions from this ID on began after the gap was old; null while it is young. */
  readonly horizon: number | null;
}

const gaps = z.array(z.object({ from: z.int(), to: z.int(), since: z.int(), horizon: z.int().nullable() }));

/** A transaction has its ID at the latest when its first row is written, which is within a moment of taking the number. */
const YOUNG_FOR_MS = 10_000;

export function parseGaps(text: string): readonly Gap[] {
  return gaps.parse(JSON.parse(text));
}

/** Gaps between the numbers of rows that were found from `start` on, in order. */
export function gapsBetween(start: number, found: readonly number[], now: number): readonly Gap[] {
  const between: Gap[] = [];
  let next = start;
  for (const seq of found) {
    if (seq > next) between.push({ from: next, to: seq - 1, since: now, horizon: null });
    next = seq + 1;
  }
  return between;
}

/** What is left of gaps when these numbers have come. */
export function withoutNumbers(open: readonly Gap[], found: readonly number[]): readonly Gap[] {
  if (found.length === 0) return open;
  return open.flatMap((gap) => {
    const inside = found.filter((seq) => seq >= gap.from && seq <= gap.to).toSorted((a, b) => a - b);
    if (inside.length === 0) return [gap];
    const rest = gapsBetween(gap.from, [...inside, gap.to + 1], gap.since);
    return rest.map((part) => ({ ...part, horizon: gap.horizon }));
  });
}

/**
 * Ages gaps. `closed` can be filled by nobody any more, as seen by reads that follow; `open` is to be kept.
 * SQLite has one writer, so its numbers come in order and a gap stays empty.
 */
export async function ageGaps(
  store: Store,
  all: readonly Gap[],
  now: number,
): Promise<{ readonly open: readonly Gap[]; readonly closed: readonly Gap[] }> {
  if (all.length === 0) return { open: [], closed: [] };
  if (store.dialect === 'sqlite') return { open: [], closed: all };
  const { rows } = await sql<{ oldest: number; next: number }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest,
           pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next`.execute(store.read);
  const snapshot = rows[0];
  if (!snapshot) throw new TypeError('trace sequencer: the database told no snapshot');
  const closed = all.filter((gap) => gap.horizon !== null && snapshot.oldest >= gap.horizon);
  const open = all
    .filter((gap) => !closed.includes(gap))
    .map((gap) =>
      gap.horizon === null && now - gap.since >= YOUNG_FOR_MS ? { ...gap, horizon: snapshot.next } : gap,
    );
  return { open, closed };
}
