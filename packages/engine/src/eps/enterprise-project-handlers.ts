import { randomUUID } from 'node:crypto';
import {
  DEFAULT_ENTERPRISE_PROJECT,
  DEFAULT_ENTERPRISE_PROJECT_NAME,
  OperationError,
  type OperationOutput,
} from '@dewpoint/contract';
import type { Selectable } from 'kysely';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import { requireRoomFor } from '../iam/identity-quotas.ts';
import type { HandlersOf, Resource } from '../pipeline/handler.ts';
import { isUniqueViolation } from '../store/errors.ts';
import { lockAccount } from '../store/lock-account.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { EnterpriseProjectsTable } from '../store/tables.ts';

type EnterpriseProjectHandlers = HandlersOf<
  | 'eps.listEnterpriseProjects'
  | 'eps.createEnterpriseProject'
  | 'eps.modifyEnterpriseProject'
  | 'eps.enableEnterpriseProject'
  | 'eps.disableEnterpriseProject'
>;
type EnterpriseProject = OperationOutput<'eps.createEnterpriseProject'>;
type Row = Selectable<EnterpriseProjectsTable>;

const defaultProject: EnterpriseProject = {
  id: DEFAULT_ENTERPRISE_PROJECT,
  name: DEFAULT_ENTERPRISE_PROJECT_NAME,
  description: '',
  enabled: true,
  createdAt: null,
};

const projectOf = ({ id, name, description, enabled, created_at: createdAt }: Row): EnterpriseProject => ({
  id,
  name,
  description,
  enabled: enabled === 1,
  createdAt,
});

interface OneProject {
  readonly context: RequestContext;
  readonly input: { readonly enterpriseProjectId: string };
}

/** Enterprise projects of the account (KEY-15). They are never deleted: keys, policies and traces go on naming them. */
export function enterpriseProjectHandlers(parts: {
  readonly store: Store;
  readonly clock: Clock;
}): EnterpriseProjectHandlers {
  const { store, clock } = parts;

  const find = async (reader: Store['read'] | Transaction, { context, input }: OneProject) => {
    const row = await reader
      .selectFrom('enterprise_projects')
      .selectAll()
      .where('id', '=', input.enterpriseProjectId)
      .where('account_id', '=', context.account.id)
      .executeTakeFirst();
    if (row === undefined) throw new OperationError('enterpriseProjectNotFound');
    return row;
  };

  const resource = async (context: RequestContext, input: OneProject['input']): Promise<Resource> => {
    const isDefault = input.enterpriseProjectId === DEFAULT_ENTERPRISE_PROJECT;
    const { id, name } = isDefault ? defaultProject : await find(store.read, { context, input });
    return { type: 'enterpriseProject', id, name, projectId: null, enterpriseProjectId: id };
  };

  const change = async (
    transaction: Transaction,
    call: OneProject,
    values: Partial<Pick<Row, 'name' | 'description' | 'enabled'>>,
  ): Promise<EnterpriseProject> => {
    if (call.input.enterpriseProjectId === DEFAULT_ENTERPRISE_PROJECT) {
      throw new OperationError('enterpriseProjectIsDefault');
    }
    // Whoever is putting something into it has the same lock.
    await lockAccount(transaction, store.dialect, call.context.account.id);
    const row = await find(transaction, call);
    if (Object.keys(values).length === 0) return projectOf(row);
    await refusingTakenName(() =>
      transaction
        .updateTable('enterprise_projects')
        .set(values)
        .where('id', '=', row.id)
        .where('account_id', '=', row.account_id)
        .execute(),
    );
    return projectOf({ ...row, ...values });
  };

  return {
    'eps.listEnterpriseProjects': {
      kind: 'direct',
      async run({ context }) {
        const rows = await store.read
          .selectFrom('enterprise_projects')
          .selectAll()
          .where('account_id', '=', context.account.id)
          .orderBy('name')
          .execute();
        return { items: [defaultProject, ...rows.map(projectOf)] };
      },
    },
    'eps.createEnterpriseProject': {
      kind: 'transaction',
      async run(call, transaction) {
        const accountId = call.context.account.id;
        await lockAccount(transaction, store.dialect, accountId);
        await requireRoomFor(transaction, accountId, 'enterprise_projects');
        const row: Row = {
          id: randomUUID(),
          account_id: accountId,
          name: call.input.name,
          description: call.input.description,
          enabled: 1,
          created_at: clock.now(),
        };
        await refusingTakenName(() => transaction.insertInto('enterprise_projects').values(row).execute());
        call.traceResource({ id: row.id, name: row.name, enterpriseProjectId: row.id });
        return projectOf(row);
      },
    },
    'eps.modifyEnterpriseProject': {
      kind: 'transaction',
      resource,
      run(call, transaction) {
        const { name, description } = call.input;
        return change(transaction, call, {
          ...(name === undefined ? {} : { name }),
          ...(description === undefined ? {} : { description }),
        });
      },
    },
    'eps.enableEnterpriseProject': {
      kind: 'transaction',
      resource,
      run: (call, transaction) => change(transaction, call, { enabled: 1 }),
    },
    'eps.disableEnterpriseProject': {
      kind: 'transaction',
      resource,
      run: (call, transaction) => change(transaction, call, { enabled: 0 }),
    },
  };
}

async function refusingTakenName(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new OperationError('enterpriseProjectNameTaken', { field: 'name' });
    throw error;
  }
}
