import type { Kysely, Selectable } from 'kysely';
import type { ProjectScope } from '../../kms/project-scope.ts';
import type { RotationTasksTable } from '../../store/secret-tables.ts';
import type { Store, Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import type { SealedValue } from '../versions/value-sealing.ts';

export type TaskRow = Selectable<RotationTasksTable>;

/** Ended tasks that are kept of one secret. */
const KEPT_TASKS = 100;

export async function insertTask(transaction: Transaction, row: TaskRow): Promise<void> {
  await transaction.insertInto('rotation_tasks').values(row).execute();
  const old = await transaction
    .selectFrom('rotation_tasks')
    .select('id')
    .where('secret_id', '=', row.secret_id)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .offset(KEPT_TASKS)
    .limit(KEPT_TASKS)
    .execute();
  if (old.length === 0) return;
  await transaction
    .deleteFrom('rotation_tasks')
    .where(
      'id',
      'in',
      old.map(({ id }) => id),
    )
    .where('status', '<>', 'RUNNING')
    .execute();
}

export function findTask(database: Kysely<Tables>, id: string): Promise<TaskRow | undefined> {
  return database.selectFrom('rotation_tasks').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The rotation of a secret that has not ended. */
export function runningTask(database: Kysely<Tables>, secretId: string): Promise<TaskRow | undefined> {
  return database
    .selectFrom('rotation_tasks')
    .selectAll()
    .where('secret_id', '=', secretId)
    .where('status', '=', 'RUNNING')
    .executeTakeFirst();
}

/** The two accounts that the last successful rotation went between; undefined when there was none between accounts. */
export async function lastLogins(
  database: Kysely<Tables>,
  secretId: string,
): Promise<{ readonly from: string; readonly to: string } | undefined> {
  const row = await database
    .selectFrom('rotation_tasks')
    .select(['login_from', 'login_to'])
    .where('secret_id', '=', secretId)
    .where('status', '=', 'SUCCESS')
    .whereRef('login_from', '<>', 'login_to')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (row === undefined || row.login_from === null || row.login_to === null) return undefined;
  return { from: row.login_from, to: row.login_to };
}

/** What changes of a task that goes on. */
export type TaskProgress = Partial<
  Pick<
    TaskRow,
    | 'step'
    | 'attempts'
    | 'base_version'
    | 'login_from'
    | 'login_to'
    | 'makes_login'
    | 'error_code'
    | 'error_message'
    | keyof SealedValue
  >
>;

/** The task was taken further, or ended, by somebody else: what was read of it does not count any more. */
export class StaleTaskError extends Error {
  constructor(id: string) {
    super(`rotation task ${id} was taken further elsewhere`);
    this.name = 'StaleTaskError';
  }
}

/**
 * Writes down how far a task has come, before and after everything that changes something elsewhere.
 * @throws StaleTaskError unless the task is still where it was read
 */
export function progressTask(store: Store, task: TaskRow, progress: TaskProgress): Promise<TaskRow> {
  return store.transaction((transaction) => changeTask(transaction, task, progress));
}

/** Ends a task inside of a transaction, and forgets the value that it made. @throws StaleTaskError */
export function endTask(
  transaction: Transaction,
  task: TaskRow,
  end: Pick<TaskRow, 'status' | 'finished_at'> & Pick<TaskProgress, 'error_code' | 'error_message'>,
): Promise<TaskRow> {
  return changeTask(transaction, task, {
    ...end,
    step: 'done',
    kind: null,
    kms_key_id: null,
    wrapped_data_key: null,
    sealed_value: null,
  });
}

async function changeTask(
  transaction: Transaction,
  task: TaskRow,
  columns: Partial<TaskRow>,
): Promise<TaskRow> {
  const changed = await transaction
    .updateTable('rotation_tasks')
    .set(columns)
    .where('id', '=', task.id)
    .where('status', '=', 'RUNNING')
    .where('step', '=', task.step)
    .returningAll()
    .executeTakeFirst();
  if (changed === undefined) throw new StaleTaskError(task.id);
  return changed;
}

export interface TaskFilters {
  readonly secretName?: string | undefined;
  readonly status?: 'SUCCESS' | 'FAILED' | undefined;
  readonly taskId?: string | undefined;
}

/** One page, newest first, and how many there are in all. */
export async function listTasks(
  database: Kysely<Tables>,
  { accountId, projectId }: ProjectScope,
  filters: TaskFilters,
  page: { readonly marker: string; readonly limit: number },
): Promise<{ readonly rows: readonly TaskRow[]; readonly total: number }> {
  const { secretName, status, taskId } = filters;
  const all = database
    .selectFrom('rotation_tasks')
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .$if(secretName !== undefined, (query) => query.where('secret_name', '=', secretName ?? ''))
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'FAILED'))
    .$if(taskId !== undefined, (query) => query.where('id', '=', taskId ?? ''));
  const { count } = await all
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const last = page.marker === '' ? undefined : await findTask(database, page.marker);
  const rows = await all
    .selectAll()
    .$if(last !== undefined, (query) =>
      query.where((e) =>
        e.or([
          e('started_at', '<', last?.started_at ?? 0),
          e.and([e('started_at', '=', last?.started_at ?? 0), e('id', '<', page.marker)]),
        ]),
      ),
    )
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return { rows, total: Number(count) };
}
