import type { OperationOutput } from '@dewpoint/contract';
import { projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { secretAddress } from '../secrets/secret-record.ts';
import { lockSecret } from '../secrets/secret-repository.ts';
import { startRotation } from './start-rotation.ts';
import { listTasks, type TaskRow } from './task-repository.ts';

type Task = OperationOutput<'csms.listSecretTask'>['tasks'][number];
const DEFAULT_LIMIT = 50;

/** Rotate now, and what became of rotations (SEC-12). */
export function rotationHandlers(parts: CsmsParts): HandlersOf<'csms.rotateSecret' | 'csms.listSecretTask'> {
  const { directory, store, jobs } = parts;
  return {
    'csms.rotateSecret': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run({ context, input, now }, transaction, announce) {
        const secret = await lockSecret(transaction, context, { name: input.secretName });
        const task = await startRotation(jobs, transaction, secret, 'MANUAL', now);
        announce({ kind: 'secret', address: secretAddress(secret) });
        return { versionId: task.version, secretName: secret.name, rotationTaskId: task.id };
      },
    },
    'csms.listSecretTask': {
      kind: 'direct',
      async run({ context, input }) {
        const limit = input.limit ?? DEFAULT_LIMIT;
        const page = { marker: input.marker ?? '', limit: limit + 1 };
        const { rows, total } = await listTasks(store.read, projectScope(context), input, page);
        const shown = rows.slice(0, limit);
        const functions = await functionsOf(parts, shown);
        return {
          total,
          tasks: shown.map((row) => taskAnswer(row, functions.get(row.secret_id) ?? '')),
          nextMarker: rows.length > limit ? (shown.at(-1)?.id ?? '') : '',
        };
      },
    },
  };
}

async function functionsOf(
  { store }: CsmsParts,
  rows: readonly TaskRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map((row) => row.secret_id))];
  if (ids.length === 0) return new Map();
  const found = await store.read
    .selectFrom('secrets')
    .select(['id', 'rotation_function'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map((row) => [row.id, row.rotation_function ?? '']));
}

function taskAnswer(row: TaskRow, rotationFuncUrn: string): Task {
  return {
    taskId: row.id,
    secretName: row.secret_name,
    rotationFuncUrn,
    taskStatus: row.status,
    operateType: row.trigger_kind,
    taskTime: row.started_at,
    attemptNums: row.attempts,
    taskErrorCode: row.error_code ?? '',
    taskErrorMsg: row.error_message ?? '',
    step: row.step,
    versionId: row.version,
    login: row.login_to ?? '',
    finishTime: row.finished_at,
  };
}
