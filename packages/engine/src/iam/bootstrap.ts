import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { Identity } from '../engine.ts';
import { lockForBootstrap } from '../store/postgres-lock.ts';
import type { Store, Transaction } from '../store/store.ts';
import { findAccount } from './directory.ts';
import { newIdentifier } from './identifiers.ts';
import type { PasswordHashing } from './password-hash.ts';
import { generatePassword, requireUsablePassword } from './password-rules.ts';
import { systemPolicies, systemPolicyByName } from './policy/system-policies.ts';

const ADMIN_NAME = 'admin';
const ADMIN_GROUP = 'administrators';
/** What administrators of a new account may do: everything, by policies that can be taken away one by one. */
const adminPolicies = [
  'KMS Administrator',
  'Security Administrator',
  'CSMS FullAccess',
  'DEW KeypairFullAccess',
  'CTS FullAccess',
  'SMN FullAccess',
];

const name = /^[\p{L}\p{N}_.@ -]{1,64}$/u;

/**
 * Makes the first account, its project, its administrator. Also brings the rows of the system policies up to date, so that attachments
 * and lists find those of this release.
 * @returns null when there is an account already; of several nodes that start at once one makes it
 * @throws OperationError parameterInvalid naming `accountName`, `projectName` or `adminPassword`
 */
export async function bootstrap(
  deps: { readonly store: Store; readonly clock: Clock; readonly passwords: PasswordHashing },
  options: Parameters<Identity['bootstrap']>[0],
): Promise<{ adminName: string; generatedPassword: string | null } | null> {
  const { store, clock } = deps;
  await store.transaction(async (transaction) => {
    await lockForBootstrap(transaction, store.dialect);
    await writeSystemPolicies(transaction, clock.now());
  });
  if ((await findAccount(store.read, null)) !== null) return null;
  requireName('accountName', options.accountName);
  requireName('projectName', options.projectName);
  const generatedPassword = options.adminPassword === undefined ? generatePassword() : null;
  const password = options.adminPassword ?? generatedPassword ?? '';
  requireUsablePassword(password, ADMIN_NAME, 'adminPassword');
  const passwordHash = await deps.passwords.hash(password);
  const made = await store.transaction(async (transaction, announce) => {
    await lockForBootstrap(transaction, store.dialect);
    if ((await findAccount(transaction, null)) !== null) return false;
    const { accountId } = await writeAccount(transaction, clock.now(), {
      ...options,
      adminName: ADMIN_NAME,
      adminDescription: 'Made at the first start',
      passwordHash,
    });
    announce({ kind: 'identity', accountId });
    return true;
  });
  return made ? { adminName: ADMIN_NAME, generatedPassword } : null;
}

function requireName(field: string, value: string): void {
  if (name.test(value) && value === value.trim()) return;
  throw new OperationError('parameterInvalid', {
    field,
    message: `${field} is not valid. Use 1 to 64 letters, digits, spaces and _ . @ -, no space at either end.`,
  });
}

/** An account with its first project and an administrator who may do everything in it. Names and password are checked by the caller. */
export async function writeAccount(
  transaction: Transaction,
  now: number,
  options: {
    readonly accountName: string;
    readonly projectName: string;
    readonly adminName: string;
    readonly adminDescription: string;
    readonly passwordHash: string;
  },
): Promise<{ readonly accountId: string; readonly projectId: string; readonly userId: string }> {
  const accountId = newIdentifier();
  const projectId = newIdentifier();
  const userId = newIdentifier();
  const groupId = newIdentifier();
  await transaction
    .insertInto('accounts')
    .values({ id: accountId, name: options.accountName, created_at: now })
    .execute();
  await transaction
    .insertInto('projects')
    .values({ id: projectId, account_id: accountId, name: options.projectName, created_at: now })
    .execute();
  await transaction
    .insertInto('users')
    .values({
      id: userId,
      account_id: accountId,
      name: options.adminName,
      description: options.adminDescription,
      email: null,
      password_hash: options.passwordHash,
      external_issuer: null,
      external_subject: null,
      enabled: 1,
      created_at: now,
      last_sign_in_at: null,
    })
    .execute();
  await transaction
    .insertInto('user_groups')
    .values({
      id: groupId,
      account_id: accountId,
      name: ADMIN_GROUP,
      description: 'May administer keys, secrets, key pairs, users and permissions',
      created_at: now,
    })
    .execute();
  await transaction.insertInto('group_members').values({ group_id: groupId, user_id: userId }).execute();
  await transaction
    .insertInto('policy_attachments')
    .values(
      adminPolicies.map((policy) => ({
        account_id: accountId,
        policy_id: systemPolicyByName(policy).id,
        group_id: groupId,
        user_id: null,
        project_id: null,
        created_at: now,
      })),
    )
    .execute();
  return { accountId, projectId, userId };
}

/** The rows only mirror the documents of the program, which are what is evaluated. */
async function writeSystemPolicies(transaction: Transaction, now: number): Promise<void> {
  for (const policy of systemPolicies) {
    const document = JSON.stringify(policy.document);
    await transaction
      .insertInto('policies')
      .values({
        id: policy.id,
        account_id: null,
        name: policy.name,
        description: policy.description,
        document,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ description: policy.description, document, updated_at: now })
          .where('policies.document', '<>', document),
      )
      .execute();
  }
}
