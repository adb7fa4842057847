import type { Clock } from '../../clock.ts';
import type { EngineLog } from '../../engine.ts';
import type { Store } from '../../store/store.ts';
import type { AdministratorGuard } from '../administrator-guard.ts';
import type { PasswordHashing } from '../password-hash.ts';
import type { SignIn } from '../sign-in.ts';

/** What the handlers of users, groups, accounts and policies share. */
export interface IdentityHandlerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly region: string;
  readonly publicUrl: string;
  readonly passwords: PasswordHashing;
  readonly signIn: SignIn;
  readonly guard: AdministratorGuard;
}

/** `links` of a list and of an entry in one, and of one thing alone. */
export const listLinks = (publicUrl: string, path: string) => ({
  self: `${publicUrl}${path}`,
  previous: null,
  next: null,
});
export const selfLinks = (publicUrl: string, path: string) => ({ self: `${publicUrl}${path}` });
