import { hash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Store, Transaction } from '../store/store.ts';

interface ThrottleRule {
  /** Failures inside the window before the first block. */
  readonly allowedFailures: number;
}

/** Many people may share an address (an office, a proxy), so it takes more to block one than to block a user name. */
const rules: Readonly<Record<'user' | 'address', ThrottleRule>> = {
  user: { allowedFailures: 5 },
  address: { allowedFailures: 50 },
};
const FIRST_BLOCK_IN_MS = 30_000;
const LONGEST_BLOCK_IN_MS = 15 * 60_000;
/** Failures are forgotten when this long has passed since the last one, or since the end of its block. */
const WINDOW_IN_MS = 15 * 60_000;

export type ThrottleDecision =
  | { readonly blocked: false }
  | { readonly blocked: true; readonly retryAfterInSeconds: number };

/** Failure counters in the store, so that nodes share them. */
export interface SignInThrottle {
  /**
   * Counts an attempt as a failure before its password is looked at, so that attempts made at the same moment cannot outrun the counter.
   * Blocked attempts are not counted.
   */
  begin(attempt: SignInAttempt): Promise<ThrottleDecision>;
  /** Takes the attempt back: its password was right. The user's earlier failures are forgotten, those of the address are not. */
  succeed(attempt: SignInAttempt): Promise<void>;
}

export interface SignInAttempt {
  /** Empty when the account does not exist. */
  readonly accountId: string;
  readonly userName: string;
  readonly sourceIp: string;
}

export function createSignInThrottle(deps: { readonly store: Store; readonly clock: Clock }): SignInThrottle {
  const { store, clock } = deps;
  return {
    begin: (attempt) =>
      store.transaction(async (transaction) => {
        const now = clock.now();
        const counters = [];
        // One order for everybody, so that two attempts never wait for each other's row.
        for (const [kind, subject] of subjectsOf(attempt)) {
          counters.push({ kind, counter: await lockCounter(store, transaction, subject) });
        }
        const blockedUntil = Math.max(...counters.map(({ counter }) => counter.blocked_until));
        if (blockedUntil > now) {
          return { blocked: true, retryAfterInSeconds: Math.ceil((blockedUntil - now) / 1000) };
        }
        for (const { kind, counter } of counters) {
          await transaction
            .updateTable('throttles')
            .set(countFailure(counter, rules[kind], now))
            .where('subject', '=', counter.subject)
            .execute();
        }
        return { blocked: false };
      }),

    succeed: (attempt) =>
      store.transaction(async (transaction) => {
        for (const [kind, subject] of subjectsOf(attempt)) {
          const counter = await lockCounter(store, transaction, subject);
          const failures = kind === 'user' ? 0 : Math.max(0, counter.failures - 1);
          const blocked_until = failures >= rules[kind].allowedFailures ? counter.blocked_until : 0;
          await transaction
            .updateTable('throttles')
            .set({ failures, blocked_until })
            .where('subject', '=', subject)
            .execute();
        }
      }),
  };
}

interface Counter {
  readonly subject: string;
  readonly failures: number;
  readonly window_until: number;
  readonly blocked_until: number;
}

function countFailure(counter: Counter, rule: ThrottleRule, now: number): Omit<Counter, 'subject'> {
  const failures = (counter.window_until > now ? counter.failures : 0) + 1;
  const excess = failures - rule.allowedFailures;
  const block = excess < 0 ? 0 : Math.min(FIRST_BLOCK_IN_MS * 2 ** Math.min(excess, 16), LONGEST_BLOCK_IN_MS);
  return { failures, window_until: now + block + WINDOW_IN_MS, blocked_until: block === 0 ? 0 : now + block };
}

/** Names that people type may be passwords put into the wrong field, so only their hash is kept. */
function subjectsOf(attempt: SignInAttempt): readonly (readonly ['address' | 'user', string])[] {
  const user = hash('sha256', JSON.stringify([attempt.accountId, attempt.userName]));
  return [
    ['address', `address ${networkOf(attempt.sourceIp)}`],
    ['user', `user ${user}`],
  ];
}

/** An IPv6 customer holds a whole /64, so that is what counts as one address. */
function networkOf(sourceIp: string): string {
  if (isIP(sourceIp) !== 6) return sourceIp;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(sourceIp)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = sourceIp.toLowerCase().replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined
      ? []
      : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}

async function lockCounter(store: Store, transaction: Transaction, subject: string): Promise<Counter> {
  await transaction
    .insertInto('throttles')
    .values({ subject, failures: 0, window_until: 0, blocked_until: 0 })
    .onConflict((conflict) => conflict.column('subject').doNothing())
    .execute();
  return (
    transaction
      .selectFrom('throttles')
      .selectAll()
      .where('subject', '=', subject)
      // SQLite has one writer and no such clause.
      .$if(store.dialect === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
  );
}
