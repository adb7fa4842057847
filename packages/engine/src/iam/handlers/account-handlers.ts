import { OperationError } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { Call, HandlersOf, PreparedChange } from '../../pipeline/handler.ts';
import { isUniqueViolation } from '../../store/errors.ts';
import { lockAccount } from '../../store/lock-account.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { writeAccount } from '../bootstrap.ts';
import { findAccount, findAccountById } from '../directory.ts';
import { endAccessOfAccount } from '../end-access.ts';
import { newIdentifier } from '../identifiers.ts';
import { requireRoomFor } from '../identity-quotas.ts';
import { requireOwnAccount, requireProject } from '../identity-resources.ts';
import { afterCursor, matchesText, pageOf } from '../name-list.ts';
import { requireUsablePassword } from '../password-rules.ts';
import { type IdentityHandlerParts, listLinks, selfLinks } from './identity-handler-parts.ts';

type AccountHandlers = HandlersOf<
  'iam.showProject' | 'iam.createProject' | 'iam.createAccount' | 'iam.updateAccount' | 'iam.searchAccounts'
>;

const projectFields = (account: RequestContext['account'], project: { id: string; name: string }) => ({
  id: project.id,
  name: project.name,
  domainId: account.id,
  parentId: account.id,
  isDomain: false,
  enabled: true,
  description: '',
});

/** Projects, and further accounts (IAM-02; decisions "Second and further accounts"). */
export function accountHandlers(parts: IdentityHandlerParts): AccountHandlers {
  const { store, clock, publicUrl, region } = parts;
  return {
    'iam.showProject': {
      kind: 'direct',
      async run(call) {
        const { account } = call.context;
        const project = await requireProject(store.read, account.id, call.input.projectId);
        call.traceResource(project);
        return {
          project: {
            ...projectFields(account, project),
            links: listLinks(publicUrl, `/v3/projects/${project.id}`),
          },
        };
      },
    },
    'iam.createProject': {
      kind: 'transaction',
      async run(call, transaction, announce) {
        const { account } = call.context;
        const { name, domainId, parentId } = call.input.project;
        requireOwnAccount(call.context, domainId);
        if (parentId !== undefined && parentId !== account.id) {
          await requireProject(transaction, account.id, parentId);
        }
        if (!name.startsWith(`${region}_`)) {
          throw new OperationError('parameterInvalid', {
            field: 'project.name',
            message: `project.name is not valid. Begin it with ${region}_ and go on as you like.`,
          });
        }
        await lockAccount(transaction, store.dialect, account.id);
        await requireRoomFor(transaction, account.id, 'projects');
        const project = { id: newIdentifier(), name };
        try {
          await transaction
            .insertInto('projects')
            .values({ ...project, account_id: account.id, created_at: clock.now() })
            .execute();
        } catch (error) {
          if (isUniqueViolation(error))
            throw new OperationError('projectNameTaken', { field: 'project.name' });
          throw error;
        }
        call.traceResource(project);
        announce({ kind: 'identity', accountId: account.id });
        return {
          project: {
            ...projectFields(account, project),
            links: selfLinks(publicUrl, `/v3/projects/${project.id}`),
          },
        };
      },
    },
    'iam.createAccount': { kind: 'prepared', prepare: (call) => prepareAccount(parts, call) },
    'iam.updateAccount': {
      kind: 'transaction',
      async run(call, transaction, announce) {
        const { domainId: accountId, domain } = call.input;
        await requireFirstAccount(transaction, call.context);
        const account = await findAccountById(transaction, accountId);
        if (account === null) throw new OperationError('accountNotFound', { field: 'domain_id' });
        call.traceResource(account);
        // The caller's is the first one, so that whoever can enable the others always gets in.
        if (!domain.enabled && accountId === call.context.account.id) throw new OperationError('accountOwn');
        await transaction
          .updateTable('accounts')
          .set({ enabled: domain.enabled ? 1 : 0 })
          .where('id', '=', accountId)
          .execute();
        if (domain.enabled) announce({ kind: 'identity', accountId });
        else await endAccessOfAccount(transaction, announce, accountId);
        const { id, name } = account;
        return { domain: { id, name, enabled: domain.enabled, ...domainFields(publicUrl, id) } };
      },
    },
    'iam.searchAccounts': {
      kind: 'direct',
      async run({ context, input }) {
        await requireFirstAccount(store.read, context);
        const found = await store.read
          .selectFrom('accounts')
          .select(['accounts.id', 'accounts.name', 'accounts.enabled', 'accounts.created_at'])
          .select((select) => [
            select
              .selectFrom('users')
              .whereRef('users.account_id', '=', 'accounts.id')
              .select((users) => users.fn.countAll<number | string>().as('count'))
              .as('users'),
            select
              .selectFrom('projects')
              .whereRef('projects.account_id', '=', 'accounts.id')
              .select((projects) => projects.fn.countAll<number | string>().as('count'))
              .as('projects'),
          ])
          .where(matchesText('accounts', store.dialect, input.q))
          .where(afterCursor('accounts', input.cursor))
          .orderBy('accounts.name')
          .orderBy('accounts.id')
          .limit(input.limit + 1)
          .execute();
        const { rows, nextCursor } = pageOf(found, input);
        return {
          items: rows.map(({ id, name, enabled, users, projects, created_at: createdAt }) => ({
            id,
            name,
            enabled: enabled === 1,
            own: id === context.account.id,
            users: Number(users),
            projects: Number(projects),
            createdAt,
          })),
          nextCursor,
        };
      },
    },
  };
}

const domainFields = (publicUrl: string, accountId: string) => ({
  description: '',
  links: selfLinks(publicUrl, `/v3/domains/${accountId}`),
});

/** The account that the installation began with is the one that looks after the others. */
async function requireFirstAccount(
  reader: Store['read'] | Transaction,
  { account }: RequestContext,
): Promise<void> {
  const first = await findAccount(reader, null);
  if (first?.id !== account.id) throw new OperationError('accountCreationRefused');
}

async function prepareAccount(
  { store, clock, passwords, publicUrl, region }: IdentityHandlerParts,
  call: Call<'iam.createAccount'>,
): Promise<PreparedChange<'iam.createAccount'>> {
  await requireFirstAccount(store.read, call.context);
  const { name, admin } = call.input.domain;
  requireUsablePassword(admin.password, admin.name, 'domain.admin.password');
  const passwordHash = await passwords.hash(admin.password);
  return async (transaction) => {
    try {
      const made = await writeAccount(transaction, clock.now(), {
        accountName: name,
        projectName: region,
        adminName: admin.name,
        adminDescription: 'Made with the account',
        passwordHash,
      });
      call.traceResource({ id: made.accountId, name });
      return {
        domain: {
          id: made.accountId,
          name,
          enabled: true,
          ...domainFields(publicUrl, made.accountId),
          admin: { id: made.userId, name: admin.name },
          project: { id: made.projectId, name: region },
        },
      };
    } catch (error) {
      if (isUniqueViolation(error)) throw new OperationError('accountNameTaken', { field: 'domain.name' });
      throw error;
    }
  };
}
