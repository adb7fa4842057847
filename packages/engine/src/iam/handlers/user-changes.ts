import { OperationError, type OperationInput } from '@dewpoint/contract';
import type { Updateable } from 'kysely';
import type { RequestContext } from '../../context.ts';
import type { Call, HandlersOf, PreparedChange } from '../../pipeline/handler.ts';
import { isUniqueViolation } from '../../store/errors.ts';
import type { UsersTable } from '../../store/identity-tables.ts';
import { lockAccount } from '../../store/lock-account.ts';
import { findPasswordHolder } from '../directory.ts';
import { endAccess } from '../end-access.ts';
import { newIdentifier } from '../identifiers.ts';
import { requireRoomFor } from '../identity-quotas.ts';
import { identityResources, requireOwnAccount, requireUser } from '../identity-resources.ts';
import { requireUsablePassword } from '../password-rules.ts';
import { userAnswer } from '../user-records.ts';
import type { IdentityHandlerParts } from './identity-handler-parts.ts';
import { readUser } from './user-reading.ts';

type UserChanges = HandlersOf<'iam.createUser' | 'iam.updateUser' | 'iam.changePassword' | 'iam.deleteUser'>;

/** Users made, changed, disabled and deleted by an administrator, and the own password (IAM-02). Hashing is done before the transaction. */
export function userChangeHandlers(parts: IdentityHandlerParts): UserChanges {
  const resources = identityResources(parts.store);
  return {
    'iam.createUser': { kind: 'prepared', prepare: (call) => prepareCreate(parts, call) },
    'iam.updateUser': {
      kind: 'prepared',
      resource: resources.user,
      prepare: (call) => prepareUpdate(parts, call),
    },
    'iam.changePassword': { kind: 'prepared', prepare: (call) => preparePasswordChange(parts, call) },
    'iam.deleteUser': {
      kind: 'transaction',
      resource: resources.user,
      async run({ context, input }, transaction, announce) {
        const accountId = context.account.id;
        await lockAccount(transaction, parts.store.dialect, accountId);
        await requireUser(transaction, accountId, input.userId);
        await endAccess(transaction, announce, { id: input.userId, accountId });
        await transaction.deleteFrom('users').where('id', '=', input.userId).execute();
        await parts.guard.requireAdministrator(transaction, context);
        return {};
      },
    },
  };
}

async function prepareCreate(
  { store, clock, passwords }: IdentityHandlerParts,
  call: Call<'iam.createUser'>,
): Promise<PreparedChange<'iam.createUser'>> {
  const { context } = call;
  const { user } = call.input;
  requireOwnAccount(context, user.domainId);
  const passwordHash = await hashOf(passwords, user.password, user.name);
  const accountId = context.account.id;
  return async (transaction, announce) => {
    await lockAccount(transaction, store.dialect, accountId);
    await requireRoomFor(transaction, accountId, 'users');
    const id = newIdentifier();
    await refusingTakenName(() =>
      transaction
        .insertInto('users')
        .values({
          id,
          account_id: accountId,
          name: user.name,
          description: user.description ?? '',
          email: user.email === undefined || user.email === '' ? null : user.email,
          password_hash: passwordHash,
          external_issuer: null,
          external_subject: null,
          enabled: user.enabled ? 1 : 0,
          created_at: clock.now(),
          last_sign_in_at: null,
        })
        .execute(),
    );
    call.traceResource({ id, name: user.name });
    announce({ kind: 'identity', accountId });
    return { user: userAnswer(await readUser({ read: transaction }, accountId, id)) };
  };
}

async function prepareUpdate(
  { store, passwords, guard }: IdentityHandlerParts,
  { context, input }: Call<'iam.updateUser'>,
): Promise<PreparedChange<'iam.updateUser'>> {
  const accountId = context.account.id;
  const { user } = input;
  const known = await readUser(store, accountId, input.userId);
  if (user.password !== undefined && known.external_subject !== null) {
    throw new OperationError('passwordElsewhere', { field: 'user.password' });
  }
  const passwordHash = await hashOf(passwords, user.password, user.name ?? known.name);
  return async (transaction, announce) => {
    await lockAccount(transaction, store.dialect, accountId);
    await requireUser(transaction, accountId, input.userId);
    const values = changedColumns(user, passwordHash);
    if (Object.keys(values).length > 0) {
      await refusingTakenName(() =>
        transaction.updateTable('users').set(values).where('id', '=', input.userId).execute(),
      );
    }
    if (user.enabled === false || passwordHash !== null) {
      await endAccess(
        transaction,
        announce,
        { id: input.userId, accountId },
        ownSession(context, input.userId),
      );
    } else {
      announce({ kind: 'identity', accountId });
    }
    if (user.enabled === false) await guard.requireAdministrator(transaction, context);
    return { user: userAnswer(await readUser({ read: transaction }, accountId, input.userId)) };
  };
}

function changedColumns(
  user: OperationInput<'iam.updateUser'>['user'],
  passwordHash: string | null,
): Updateable<UsersTable> {
  return {
    ...(user.name === undefined ? {} : { name: user.name }),
    ...(user.email === undefined ? {} : { email: user.email === '' ? null : user.email }),
    ...(user.description === undefined ? {} : { description: user.description }),
    ...(user.enabled === undefined ? {} : { enabled: user.enabled ? 1 : 0 }),
    ...(passwordHash === null ? {} : { password_hash: passwordHash }),
  };
}

async function preparePasswordChange(
  { store, passwords, signIn }: IdentityHandlerParts,
  call: Call<'iam.changePassword'>,
): Promise<PreparedChange<'iam.changePassword'>> {
  const { context, input } = call;
  const { principal } = context;
  // The same for every other ID, whether there is such a user or not.
  if (principal.kind !== 'user' || principal.userId !== input.userId) {
    throw new OperationError('permissionDenied', {
      message:
        'Only the own password can be changed here. An administrator sets others with “Change a user”.',
    });
  }
  call.traceResource({ id: principal.userId, name: principal.userName });
  const accountId = context.account.id;
  // Behind the throttle of sign-in, so that a session left open is no way to guess the password.
  const outcome = await signIn.tryPassword({
    account: context.account,
    who: { userId: principal.userId },
    password: input.user.originalPassword,
    sourceIp: context.sourceIp,
  });
  const holder = await findPasswordHolder(store.read, accountId, { userId: principal.userId });
  if (holder === null || holder.passwordHash === null) throw new OperationError('passwordElsewhere');
  if (!outcome.accepted) {
    if (outcome.error.errorName === 'throttled') throw outcome.error;
    throw new OperationError('originalPasswordWrong', { field: 'user.original_password' });
  }
  const known = holder.passwordHash;
  const passwordHash = await hashOf(passwords, input.user.password, holder.user.name);
  return async (transaction, announce) => {
    const changed = await transaction
      .updateTable('users')
      .set({ password_hash: passwordHash })
      .where('id', '=', principal.userId)
      // Between check and write somebody else may have set another one.
      .where('password_hash', '=', known)
      .executeTakeFirst();
    if (changed.numUpdatedRows !== 1n) throw new OperationError('originalPasswordWrong');
    await endAccess(transaction, announce, { id: principal.userId, accountId }, principal.sessionHandle);
    return {};
  };
}

/** The session of this call goes on when administrators set their own password. */
function ownSession({ principal }: RequestContext, userId: string): string | undefined {
  return principal.kind === 'user' && principal.userId === userId ? principal.sessionHandle : undefined;
}

/** @throws OperationError `parameterInvalid` for a password that is too easy */
async function hashOf(
  passwords: IdentityHandlerParts['passwords'],
  password: string | undefined,
  userName: string,
): Promise<string | null> {
  if (password === undefined) return null;
  requireUsablePassword(password, userName, 'user.password');
  return passwords.hash(password);
}

async function refusingTakenName(write: () => Promise<unknown>) {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new OperationError('userNameTaken', { field: 'user.name' });
    throw error;
  }
}
