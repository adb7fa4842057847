import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { secretInput, secretName, statusName, versionId } from './fields.ts';

/** Statuses ("stages") of the versions of a secret; each is on one version at a time [G 2.2.3.2, csms.json, SEC-06]. */

const stageAnswer = z.object({
  stage: z.object({ name: z.string(), updateTime: z.int(), secretName: z.string(), versionId }),
});

export const createSecretStage = defineOperation({
  id: 'csms.createSecretStage',
  service: 'csms',
  summary: 'Add a status',
  description: 'A status that is there is refused; change it to move it. At most 12 in one secret.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:createStage',
  legacyActions: ['csms:secretStage:create'],
  trace: { name: 'createSecretStage', resourceType: 'csms' },
  input: secretInput(z.object({ secretName, name: statusName, versionId })),
  output: stageAnswer,
  rest: { method: 'POST', path: '/v1/{project_id}/secrets/{secret_name}/stages' },
  console: { method: 'POST', path: '/csms/secrets/{secretName}/stages' },
  refusals: [
    'secretNotFound',
    'secretPendingDeletion',
    'secretVersionNotFound',
    'secretStatusTaken',
    'secretStatusQuotaReached',
  ],
});

export const updateSecretStage = defineOperation({
  id: 'csms.updateSecretStage',
  service: 'csms',
  summary: 'Move a status to a version',
  description:
    'Makes the status where it is not there yet. When SYSCURRENT moves, the version that had it gets SYSPREVIOUS.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:updateStage',
  legacyActions: ['csms:secretStage:update'],
  trace: { name: 'updateSecretStage', resourceType: 'csms' },
  input: secretInput(z.object({ secretName, stageName: statusName, versionId })),
  output: stageAnswer,
  rest: { method: 'PUT', path: '/v1/{project_id}/secrets/{secret_name}/stages/{stage_name}' },
  console: { method: 'PUT', path: '/csms/secrets/{secretName}/stages/{stageName}' },
  refusals: ['secretNotFound', 'secretPendingDeletion', 'secretVersionNotFound', 'secretStatusQuotaReached'],
});

export const deleteSecretStage = defineOperation({
  id: 'csms.deleteSecretStage',
  service: 'csms',
  summary: 'Delete a status',
  description: 'SYSCURRENT and SYSPREVIOUS cannot be deleted. The version stays.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:deleteStage',
  legacyActions: ['csms:secretStage:delete'],
  trace: { name: 'deleteSecretStage', resourceType: 'csms' },
  input: secretInput(z.object({ secretName, stageName: statusName })),
  output: z.object({}),
  rest: {
    method: 'DELETE',
    path: '/v1/{project_id}/secrets/{secret_name}/stages/{stage_name}',
    success: 204,
  },
  console: { method: 'DELETE', path: '/csms/secrets/{secretName}/stages/{stageName}', success: 204 },
  refusals: ['secretNotFound', 'secretPendingDeletion', 'secretStatusNotFound', 'secretStatusBuiltIn'],
});

export const showSecretStage = defineOperation({
  id: 'csms.showSecretStage',
  service: 'csms',
  summary: 'Show where a status is',
  description: 'The version that has the status, and since when.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:getStage',
  legacyActions: ['csms:secretStage:get'],
  trace: { name: 'showSecretStage', resourceType: 'csms' },
  input: secretInput(z.object({ secretName, stageName: statusName })),
  output: stageAnswer,
  rest: { method: 'GET', path: '/v1/{project_id}/secrets/{secret_name}/stages/{stage_name}' },
  refusals: ['secretNotFound', 'secretPendingDeletion', 'secretStatusNotFound'],
});
