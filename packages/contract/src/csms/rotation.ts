import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { looseInteger } from '../wire/scalars.ts';
import { secretInput, secretName, versionId } from './fields.ts';

/** Rotation of secrets and its tasks [csms.json, SEC-12]. */

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID');

export const rotateSecret = defineOperation({
  id: 'csms.rotateSecret',
  service: 'csms',
  summary: 'Rotate a secret now',
  description: 'Starts a rotation task; `rotation_task_id` names it in the list of tasks.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:rotate',
  trace: { name: 'rotateSecret', resourceType: 'csms' },
  input: secretInput(z.object({ secretName })),
  output: z.object({ versionId, secretName: z.string(), rotationTaskId: z.string() }),
  rest: { method: 'POST', path: '/v1/{project_id}/secrets/{secret_name}/rotate' },
  console: { method: 'POST', path: '/csms/secrets/{secretName}/rotate' },
  refusals: ['secretNotFound', 'secretPendingDeletion'],
});

export const listSecretTasks = defineOperation({
  id: 'csms.listSecretTask',
  service: 'csms',
  summary: 'List rotation tasks',
  description: 'Newest first. `task_id` goes without any other filter.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:listTask',
  trace: { name: 'listSecretTask', resourceType: 'csms' },
  input: secretInput(
    z.object({
      secretName: secretName.optional(),
      status: z.enum(['SUCCESS', 'FAILED']).optional(),
      taskId: uuid.optional(),
      limit: looseInteger({ min: 1, max: 1000 }).default(50),
      marker: z.union([z.literal(''), uuid]).default(''),
    }),
  ),
  output: z.object({
    total: z.int(),
    tasks: z.array(
      z.object({
        taskId: z.string(),
        secretName: z.string(),
        rotationFuncUrn: z.string(),
        taskStatus: z.string(),
        operateType: z.string(),
        taskTime: z.int(),
        attemptNums: z.int(),
        taskErrorCode: z.string(),
        taskErrorMsg: z.string(),
      }),
    ),
    nextMarker: z.string(),
  }),
  rest: { method: 'GET', path: '/v1/{project_id}/csms/tasks' },
  console: { method: 'GET', path: '/csms/tasks' },
  refusals: [],
});
