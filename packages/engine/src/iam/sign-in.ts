import { OperationError } from '@dewpoint/contract';
import type { AuditWriter } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Identity, SignInSource, User } from '../engine.ts';
import type { Store } from '../store/store.ts';
import { type Account, findAccount, findPasswordHolder, type PasswordHolder } from './directory.ts';
import type { PasswordHashing } from './password-hash.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';
import { sessionPrincipal, signInContext, signInTrace } from './sign-in-traces.ts';
import { WorkGate } from './work-gate.ts';

/** Two hashes at once leave two of libuv's four threads to everything else. */
const GATE = { limit: 2, waitingLimit: 64 };
const MAX_PASSWORD_LENGTH = 1024;

export interface PasswordAttempt {
  /** Null: the account that was named does not exist. The attempt is counted and takes its time all the same. */
  readonly account: Account | null;
  readonly who: { readonly userName: string } | { readonly userId: string };
  readonly password: string;
  readonly sourceIp: string;
}

/** What came of an attempt. `user` and `account` are what it named, also when it was refused; they are for traces, not for the caller. */
export type PasswordOutcome =
  | { readonly accepted: true; readonly user: User; readonly account: Account }
  | {
      readonly accepted: false;
      readonly user: User | null;
      readonly account: Account | null;
      /** passwordWrong, throttled or accountDisabled */
      readonly error: OperationError;
    };

/** How sign-in is counted for /metrics. */
export interface SignInFigures {
  readonly succeeded: number;
  readonly refused: number;
  readonly throttled: number;
}

export interface SignIn {
  /** Checks a password behind the throttle and leaves no trace: for operations that leave their own. */
  tryPassword(attempt: PasswordAttempt): Promise<PasswordOutcome>;
  /** Leaves a trace `login` (service IAM, resource type `user`) of every outcome. */
  authenticatePassword: Identity['authenticatePassword'];
  figures(): SignInFigures;
}

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly passwords: PasswordHashing;
}

export function createSignIn(parts: Parts): SignIn {
  const { store, audit, passwords } = parts;
  const throttle = createSignInThrottle(parts);
  const gate = new WorkGate(GATE);
  const figures = { succeeded: 0, refused: 0, throttled: 0 };

  const tryPassword = async (attempt: PasswordAttempt): Promise<PasswordOutcome> => {
    const { account } = attempt;
    const holder = account && (await findPasswordHolder(store.read, account.id, attempt.who));
    const refusal = (error: OperationError): PasswordOutcome => {
      figures[error.errorName === 'throttled' ? 'throttled' : 'refused'] += 1;
      return { accepted: false, user: holder?.user ?? null, account, error };
    };
    const counted = {
      accountId: account?.id ?? '',
      userName: holder?.user.name ?? ('userName' in attempt.who ? attempt.who.userName : attempt.who.userId),
      sourceIp: attempt.sourceIp,
    };
    const decision = await throttle.begin(counted);
    if (decision.blocked) {
      return refusal(new OperationError('throttled', { retryAfterInSeconds: decision.retryAfterInSeconds }));
    }
    const check = await gated(gate, () => checkWhoever(passwords, holder, attempt.password));
    if (check === 'throttled') return refusal(new OperationError('throttled', { retryAfterInSeconds: 1 }));
    if (!check.matches || holder === null || account === null)
      return refusal(new OperationError('passwordWrong'));
    // Told to nobody but who knows the password.
    if (!holder.user.accountEnabled) return refusal(new OperationError('accountDisabled'));
    await throttle.succeed(counted);
    await rememberSignIn(parts, holder, check.outdated ? await passwords.hash(attempt.password) : null);
    figures.succeeded += 1;
    return { accepted: true, user: holder.user, account };
  };

  return {
    tryPassword,
    figures: () => ({ ...figures }),
    async authenticatePassword({ accountName, userName, password, sourceIp, requestId }) {
      const account = await findAccount(store.read, accountName);
      const outcome = await tryPassword({ account, who: { userName }, password, sourceIp });
      await traceLogin(parts, { sourceIp, requestId }, outcome);
      if (!outcome.accepted) throw outcome.error;
      return outcome.user;
    },
  };

  async function traceLogin({ clock }: Parts, from: SignInSource, outcome: PasswordOutcome): Promise<void> {
    // The trail of an attempt at an unknown account is kept in the first one; before that there is no trail.
    const account = outcome.account ?? (await findAccount(store.read, null));
    if (account === null) return;
    const { user } = outcome;
    await audit.append(
      signInContext(account, from, outcome.accepted ? sessionPrincipal(outcome.user, clock.now()) : null),
      signInTrace({
        name: 'login',
        user,
        account,
        ...(outcome.accepted ? {} : { error: outcome.error }),
        message: user === null ? 'The account has no user of the given name.' : '',
      }),
    );
  }
}

async function gated<T>(gate: WorkGate, work: () => Promise<T>): Promise<T | 'throttled'> {
  try {
    return await gate.run(work);
  } catch (error) {
    if (error instanceof OperationError && error.errorName === 'throttled') return 'throttled';
    throw error;
  }
}

/** Does the same work for users that do not exist, are disabled or have no password. */
async function checkWhoever(
  passwords: PasswordHashing,
  holder: PasswordHolder | null,
  password: string,
): Promise<{ matches: boolean; outdated: boolean }> {
  const bounded = password.slice(0, MAX_PASSWORD_LENGTH);
  if (!holder?.passwordHash) {
    await passwords.checkNobody(bounded);
    return { matches: false, outdated: false };
  }
  const check = await passwords.check(bounded, holder.passwordHash);
  return { matches: check.matches && holder.ownEnabled && bounded === password, outdated: check.outdated };
}

async function rememberSignIn(
  { store, clock }: Parts,
  holder: PasswordHolder,
  newHash: string | null,
): Promise<void> {
  await store.transaction((transaction) =>
    transaction
      .updateTable('users')
      .set({ last_sign_in_at: clock.now(), ...(newHash === null ? {} : { password_hash: newHash }) })
      .where('id', '=', holder.user.id)
      // A password that was changed meanwhile stays changed.
      .where('password_hash', '=', holder.passwordHash)
      .execute(),
  );
}
