import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { epochMillisText, looseInteger } from '../wire/scalars.ts';
import { keyId, sequence } from './fields.ts';

/** Rotation of custom symmetric keys of origin `kms` (ROT-01 … ROT-05). */

const rotationRefusals = [
  'keyNotFound',
  'keyNotEnabled',
  'defaultKeyRefused',
  'externalCannotRotate',
  'asymmetricCannotRotate',
  'rotationUnsupported',
] as const;

export const enableKeyRotation = defineOperation({
  id: 'kms.enableKeyRotation',
  service: 'kms',
  summary: 'Enable rotation',
  description: 'The interval starts at 365 days; a new period begins now.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:enableRotation',
  trace: { name: 'enableKeyRotation', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/enable-key-rotation' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/rotation/enable' },
  refusals: [...rotationRefusals, 'rotationAlreadyOn'],
});

export const disableKeyRotation = defineOperation({
  id: 'kms.disableKeyRotation',
  service: 'kms',
  summary: 'Disable rotation',
  description: 'All versions are kept.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:disableRotation',
  trace: { name: 'disableKeyRotation', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/disable-key-rotation' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/rotation/disable' },
  refusals: [...rotationRefusals, 'rotationOff'],
});

export const updateKeyRotationInterval = defineOperation({
  id: 'kms.updateKeyRotationInterval',
  service: 'kms',
  summary: 'Change the rotation interval',
  description: '30 to 365 days; a new period begins now.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:updateRotation',
  trace: { name: 'updateKeyRotationInterval', resourceType: 'cmk' },
  input: z.object({
    keyId,
    rotationInterval: annotate(looseInteger({ min: 30, max: 365 }), { error: 'rotationIntervalInvalid' }),
    sequence,
  }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/update-key-rotation-interval' },
  console: { method: 'PUT', path: '/kms/keys/{keyId}/rotation/interval' },
  refusals: [...rotationRefusals, 'rotationOff'],
});

export const showKeyRotationStatus = defineOperation({
  id: 'kms.showKeyRotationStatus',
  service: 'kms',
  summary: 'Show the rotation of a key',
  description: 'Switch, interval in days, last rotation and number of rotations.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:getRotation',
  trace: { name: 'showKeyRotationStatus', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  // Unlike in KeyDetails, switch and numbers are no texts here.
  output: z.object({
    keyRotationEnabled: z.boolean(),
    rotationInterval: z.int(),
    lastRotationTime: epochMillisText,
    numberOfRotations: z.int(),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/get-key-rotation-status' },
  refusals: ['keyNotFound'],
});

export const viewKeyRotation = defineOperation({
  id: 'kms.viewKeyRotation',
  service: 'kms',
  summary: 'View the rotation of a key',
  description: 'What the Rotation Policy tab shows (ROT-04). Times are milliseconds since 1970 UTC.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:getRotation',
  trace: { name: 'showKeyRotationStatus', resourceType: 'cmk' },
  input: z.object({ keyId }),
  output: z.object({
    enabled: z.boolean(),
    intervalInDays: z.int(),
    rotatedAt: z.int().nullable(),
    nextRotationAt: z.int().nullable(),
    count: z.int(),
  }),
  console: { method: 'GET', path: '/kms/keys/{keyId}/rotation' },
  refusals: ['keyNotFound'],
});

export const rotateOnDemand = defineOperation({
  id: 'kms.rotateOnDemand',
  service: 'kms',
  summary: 'Rotate a key now',
  description: 'Adds a version; a running interval begins anew (ROT-05).',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:rotateOnDemand',
  trace: { name: 'rotateOnDemand', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: z.object({ keyId: z.string() }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/rotate-on-demand' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/rotation/rotate' },
  refusals: [...rotationRefusals, 'rootOfTrustUnavailable'],
});

/** Versions of one page; a key rotated on demand every day for years still has few pages. */
const MAX_VERSIONS = 100;

export const listKeyVersions = defineOperation({
  id: 'kms.listKeyVersions',
  service: 'kms',
  summary: 'List the versions of a key',
  description:
    'Newest first (ROT-04). `material` is false after imported material was deleted. The next page starts below the version `before`.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:get',
  trace: { name: 'listKeyVersions', resourceType: 'cmk' },
  input: z.object({
    keyId,
    limit: annotate(z.int().min(1).max(MAX_VERSIONS), { error: 'limitInvalid' }).default(20),
    before: annotate(z.int().min(1), { error: 'markerInvalid' }).optional(),
  }),
  output: z.object({
    versions: z.array(
      z.object({
        version: z.int(),
        createdAt: z.int(),
        /** True for the version that encrypts; all others only decrypt. */
        current: z.boolean(),
        material: z.boolean(),
      }),
    ),
    nextBefore: z.int().nullable(),
  }),
  console: { method: 'GET', path: '/kms/keys/{keyId}/versions' },
  refusals: ['keyNotFound'],
});
