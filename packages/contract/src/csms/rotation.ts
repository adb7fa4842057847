import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { epochMillis, looseInteger } from '../wire/scalars.ts';
import { secretInput, secretName, versionId } from './fields.ts';

/** Rotation of secrets and its tasks [csms.json, SEC-12]. */

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID');

export const rotateSecret = defineOperation({
  id: 'csms.rotateSecret',
  service: 'csms',
  summary: 'Rotate a secret now',
  description:
    'Starts a rotation and answers before it has ended: `rotation_task_id` names it in the list of tasks, `version_id` is the version that there will be when it succeeds. A failed rotation leaves everything as it was. A shared secret (COMMON) can be rotated when its rotation is on or it has a `rotation_config`.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:rotate',
  trace: { name: 'rotateSecret', resourceType: 'csms' },
  input: secretInput(z.object({ secretName })),
  output: z.object({ versionId, secretName: z.string(), rotationTaskId: z.string() }),
  rest: { method: 'POST', path: '/v1/{project_id}/secrets/{secret_name}/rotate' },
  console: { method: 'POST', path: '/csms/secrets/{secretName}/rotate' },
  refusals: ['secretNotFound', 'secretPendingDeletion', 'secretRotationRunning', 'secretRotationUnset'],
});

/** What a rotation does next; a task that has ended is `done`. */
export const rotationStepNames = ['create', 'set', 'test', 'finish', 'undo', 'done'] as const;
export type RotationStep = (typeof rotationStepNames)[number];
/** RUNNING counts as "anything else" for the documents' clients, which wait for SUCCESS or FAILED. */
export const rotationTaskStatusNames = ['RUNNING', 'SUCCESS', 'FAILED'] as const;
export type RotationTaskStatus = (typeof rotationTaskStatusNames)[number];
/** Who asked for it: a caller, or the schedule. */
export const rotationTriggerNames = ['MANUAL', 'SCHEDULED'] as const;

export const rotationTask = z.object({
  taskId: z.string(),
  secretName: z.string(),
  rotationFuncUrn: z.string(),
  taskStatus: z.enum(rotationTaskStatusNames),
  operateType: z.enum(rotationTriggerNames),
  /** When it began. */
  taskTime: z.int(),
  /** How often it was taken up: more than once after a crash, or while a change could not be undone yet. */
  attemptNums: z.int(),
  /** "" while there is none. */
  taskErrorCode: z.string(),
  /** Why it failed, or why it is being undone; never a secret. */
  taskErrorMsg: z.string(),
  // extensions
  step: z.enum(rotationStepNames),
  /** The version that it makes. */
  versionId,
  /** Account of the database that the new version logs in as; "" where there is none or it is not known yet. */
  login: z.string(),
  finishTime: epochMillis,
});
export type RotationTask = z.output<typeof rotationTask>;

export const listSecretTasks = defineOperation({
  id: 'csms.listSecretTask',
  service: 'csms',
  summary: 'List rotation tasks',
  description:
    'Newest first, the last 100 of a secret. `task_id` goes without any other filter. `marker` is the last task of the page before; the last page has `next_marker` "".',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:listTask',
  trace: { name: 'listSecretTask', resourceType: 'csms' },
  input: secretInput(
    z
      .object({
        secretName: secretName.optional(),
        status: z.enum(['SUCCESS', 'FAILED']).optional(),
        taskId: uuid.optional(),
        limit: annotate(looseInteger({ min: 1, max: 1000 }), { error: 'secretParameterInvalid' }).optional(),
        marker: z.union([z.literal(''), uuid]).optional(),
      })
      .refine(
        ({ taskId, ...filters }) =>
          taskId === undefined || Object.values(filters).every((one) => one === undefined),
        { path: ['taskId'], message: 'must be sent without any other filter' },
      ),
  ),
  output: z.object({ total: z.int(), tasks: z.array(rotationTask), nextMarker: z.string() }),
  rest: { method: 'GET', path: '/v1/{project_id}/csms/tasks' },
  console: { method: 'GET', path: '/csms/tasks' },
  refusals: [],
});
