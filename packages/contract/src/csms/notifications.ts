import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { secretEventTypeNames } from './events.ts';
import { pageInfo } from './fields.ts';

/** What became of notifications of the last three months [G 2.2.7, csms.json, EVT-04]. */
export const listNotificationRecords = defineOperation({
  id: 'csms.listNotificationRecords',
  service: 'csms',
  summary: 'List notifications',
  description: 'Newest first, those of the last three months.',
  scope: 'project',
  effect: 'read',
  action: 'csms::listNotificationRecords',
  legacyActions: ['csms:event:listNotificationRecords'],
  trace: { name: 'listNotificationRecords', resourceType: 'csms' },
  input: z.object({}),
  output: z.object({
    records: z.array(
      z.object({
        eventName: z.string(),
        triggerEventType: z.enum(secretEventTypeNames),
        createTime: z.int(),
        secretName: z.string(),
        secretType: z.string(),
        notificationTargetName: z.string(),
        notificationTargetId: z.string(),
        notificationContent: z.string(),
        notificationStatus: z.enum(['SUCCESS', 'FAIL', 'INVALID']),
      }),
    ),
    pageInfo,
  }),
  rest: { method: 'GET', path: '/v1/{project_id}/csms/notification-records' },
  refusals: [],
});
