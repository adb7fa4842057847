import { MAX_ACCESS_KEYS_PER_USER, OperationError, type OperationId } from '@dewpoint/contract';
import type { Call, HandlersOf, PreparedChange, Resource } from '../../pipeline/handler.ts';
import { permissionDenied } from '../../pipeline/permission.ts';
import type { Change, Store, Transaction } from '../../store/store.ts';
import {
  type AccessKey,
  accessKeysOfUser,
  findAccessKey,
  lockUser,
  newAccessKeyId,
  newSecretAccessKey,
  secretBinding,
} from '../access-key-repository.ts';
import { findUserById } from '../directory.ts';
import type { PolicyAuthorizer } from '../policy-authorizer.ts';
import type { Sealing } from '../sealing.ts';

export type AccessKeyOperationId = Extract<OperationId, `iam.${string}AccessKey${string}`>;

export interface AccessKeyHandlerParts {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly authorizer: PolicyAuthorizer;
}

type AnyCall = Call<AccessKeyOperationId>;

/** A user's access keys [CreatePermanentAccessKey, CreateAccessKeyV5, …]. */
export function createAccessKeyHandlers(parts: AccessKeyHandlerParts): HandlersOf<AccessKeyOperationId> {
  return {
    'iam.createAccessKey': {
      kind: 'prepared',
      async prepare(call) {
        const { userId = callerId(call), description = '' } = call.input.credential;
        const create = await prepareCreation(parts, call, userId, description);
        return async (transaction) => {
          const { key, secret } = await create(transaction);
          return { credential: { ...credentialOf(key), secret } };
        };
      },
    },
    'iam.createAccessKeyV5': {
      kind: 'prepared',
      async prepare(call) {
        const create = await prepareCreation(parts, call, call.input.userId, '');
        return async (transaction) => {
          const { key, secret } = await create(transaction);
          return { accessKey: { ...accessKeyV5Of(key), secretAccessKey: secret } };
        };
      },
    },
    'iam.listAccessKeys': {
      kind: 'direct',
      async run(call) {
        const keys = await listKeys(parts, call, call.input.userId ?? callerId(call));
        return { credentials: keys.map(credentialOf) };
      },
    },
    'iam.listAccessKeysV5': {
      kind: 'direct',
      async run(call) {
        const { userId, limit, marker } = call.input;
        const keys = await listKeys(parts, call, userId);
        const start = marker === undefined ? 0 : keys.findIndex((key) => key.id === marker) + 1;
        const page = keys.slice(start, start + limit);
        const last = page.at(-1);
        const more = last !== undefined && start + page.length < keys.length;
        return {
          accessKeys: page.map(accessKeyV5Of),
          pageInfo: { currentCount: page.length, ...(more ? { nextMarker: last.id } : {}) },
        };
      },
    },
    'iam.showAccessKey': {
      kind: 'direct',
      run: async (call) => ({
        credential: credentialOf(await permittedKey(parts, call, 'getCredential', call.input.accessKey)),
      }),
    },
    'iam.updateAccessKey': {
      kind: 'prepared',
      async prepare(call) {
        const { status, description } = call.input.credential;
        if (status === undefined && description === undefined) {
          throw new OperationError('parameterMissing', {
            field: 'credential.status',
            message: 'credential.status or credential.description is required. Send what is to change.',
          });
        }
        const key = await permittedKey(parts, call, 'updateCredential', call.input.accessKey);
        return async (transaction, announce) => {
          const active = status === undefined ? undefined : status === 'active';
          const changed = await update(transaction, announce, call, key, { active, description });
          return { credential: credentialOf(changed) };
        };
      },
    },
    'iam.updateAccessKeyV5': {
      kind: 'prepared',
      async prepare(call) {
        const { userId, accessKeyId, status } = call.input;
        const key = await permittedKey(parts, call, 'updateCredentialV5', accessKeyId, userId);
        return async (transaction, announce) => ({
          accessKey: accessKeyV5Of(
            await update(transaction, announce, call, key, { active: status === 'active' }),
          ),
        });
      },
    },
    'iam.deleteAccessKey': {
      kind: 'prepared',
      prepare: async (call) =>
        remove(call, await permittedKey(parts, call, 'deleteCredential', call.input.accessKey)),
    },
    'iam.deleteAccessKeyV5': {
      kind: 'prepared',
      async prepare(call) {
        const { userId, accessKeyId } = call.input;
        return remove(call, await permittedKey(parts, call, 'deleteCredentialV5', accessKeyId, userId));
      },
    },
  };
}

const credentialOf = (key: AccessKey) => ({
  userId: key.userId,
  access: key.id,
  status: statusOf(key),
  createTime: key.createdAt,
  ...(key.lastUsedAt === null ? {} : { lastUseTime: key.lastUsedAt }),
  description: key.description,
});

const accessKeyV5Of = (key: AccessKey) => ({
  userId: key.userId,
  accessKeyId: key.id,
  createdAt: key.createdAt,
  status: statusOf(key),
});

const statusOf = (key: AccessKey) => (key.active ? ('active' as const) : ('inactive' as const));

/** @throws OperationError credentialsMissing for calls that no user makes */
function callerId({ context }: AnyCall): string {
  if (context.principal.kind !== 'user') throw new OperationError('credentialsMissing');
  return context.principal.userId;
}

/**
 * Everybody may manage the own access keys, unless a policy denies it; those of others only with a policy that allows it.
 * @throws OperationError permissionDenied, or what a missing thing answers to callers who may not see it
 */
async function requirePermission(
  { authorizer }: AccessKeyHandlerParts,
  call: AnyCall,
  ownerId: string,
  operation: string,
  resource: Resource,
): Promise<void> {
  const action = `iam:credentials:${operation}`;
  if (callerId(call) !== ownerId) return call.authorize(action, resource);
  const request = { action, legacyActions: [], grantOperation: undefined, resource };
  const decision = await authorizer.decide(call.context, request);
  if (!decision.allowed && decision.explicit) throw permissionDenied(action, decision);
}

const userResource = (id: string, name: string): Resource => ({ type: 'user', id, name, projectId: null });

async function listKeys(
  parts: AccessKeyHandlerParts,
  call: Call<'iam.listAccessKeys'> | Call<'iam.listAccessKeysV5'>,
  userId: string,
): Promise<readonly AccessKey[]> {
  const { store } = parts;
  const accountId = call.context.account.id;
  const user = await findUserById(store.read, userId);
  if (user?.accountId !== accountId) throw new OperationError('userNotFound', { field: 'user_id' });
  await requirePermission(parts, call, userId, 'listCredentials', userResource(userId, user.name));
  return accessKeysOfUser(store.read, accountId, userId);
}

/** A key of the account that the caller may act on; of the named user, where one is named. */
async function permittedKey(
  parts: AccessKeyHandlerParts,
  call: AnyCall,
  operation: string,
  accessKeyId: string,
  userId?: string,
): Promise<AccessKey> {
  call.traceResource({ id: accessKeyId, name: '' });
  const key = await findAccessKey(parts.store.read, call.context.account.id, accessKeyId);
  if (key === null || (userId !== undefined && key.userId !== userId)) {
    throw new OperationError('accessKeyNotFound');
  }
  const resource: Resource = { type: 'accessKey', id: key.id, name: '', projectId: null };
  await requirePermission(parts, call, key.userId, operation, resource);
  return key;
}

type Creation = (transaction: Transaction) => Promise<{ readonly key: AccessKey; readonly secret: string }>;

async function prepareCreation(
  parts: AccessKeyHandlerParts,
  call: Call<'iam.createAccessKey'> | Call<'iam.createAccessKeyV5'>,
  userId: string,
  description: string,
): Promise<Creation> {
  const { store, sealing } = parts;
  const accountId = call.context.account.id;
  const user = await findUserById(store.read, userId);
  const known = user?.accountId === accountId;
  // Whoever may not create keys for others is not told which users there are.
  await requirePermission(
    parts,
    call,
    userId,
    'createCredential',
    userResource(userId, known ? user.name : ''),
  );
  if (!known) throw new OperationError('userNotFound', { field: 'user_id' });

  const key: AccessKey = {
    id: newAccessKeyId(),
    userId,
    active: true,
    description,
    createdAt: call.now,
    lastUsedAt: null,
  };
  const secret = newSecretAccessKey();
  const sealed = await sealing.seal(secretBinding(accountId, userId, key.id), Buffer.from(secret, 'ascii'));
  return async (transaction) => {
    if (!(await lockUser(transaction, store.dialect, accountId, userId))) {
      throw new OperationError('userNotFound', { field: 'user_id' });
    }
    const existing = await accessKeysOfUser(transaction, accountId, userId);
    if (existing.length >= MAX_ACCESS_KEYS_PER_USER) throw new OperationError('accessKeyQuotaExceeded');
    await transaction
      .insertInto('access_keys')
      .values({
        id: key.id,
        account_id: accountId,
        user_id: userId,
        sealed_secret: sealed,
        active: 1,
        description,
        created_at: key.createdAt,
        last_used_at: null,
      })
      .execute();
    call.traceResource({ id: key.id, name: '' });
    return { key, secret };
  };
}

async function update(
  transaction: Transaction,
  announce: (change: Change) => void,
  { context }: AnyCall,
  key: AccessKey,
  change: { readonly active?: boolean | undefined; readonly description?: string | undefined },
): Promise<AccessKey> {
  const accountId = context.account.id;
  await transaction
    .updateTable('access_keys')
    .set({
      ...(change.active === undefined ? {} : { active: change.active ? 1 : 0 }),
      ...(change.description === undefined ? {} : { description: change.description }),
    })
    .where('id', '=', key.id)
    .where('account_id', '=', accountId)
    .execute();
  const changed = await findAccessKey(transaction, accountId, key.id);
  if (changed === null) throw new OperationError('accessKeyNotFound');
  announce({ kind: 'identity', accountId });
  return changed;
}

function remove(
  { context }: AnyCall,
  key: AccessKey,
): PreparedChange<'iam.deleteAccessKey' | 'iam.deleteAccessKeyV5'> {
  const accountId = context.account.id;
  return async (transaction, announce) => {
    const gone = await transaction
      .deleteFrom('access_keys')
      .where('id', '=', key.id)
      .where('account_id', '=', accountId)
      .returning('id')
      .executeTakeFirst();
    if (gone === undefined) throw new OperationError('accessKeyNotFound');
    announce({ kind: 'identity', accountId });
    return {};
  };
}
