import { notServed, type OperationNotServed } from '../not-served.ts';

const ATTRIBUTES = '/v2/{project_id}/notifications/topics/{topic_urn}/attributes';

/** Together with the catalogue this is what the documents say of topics. */
export const topicOperationsNotServed: readonly OperationNotServed[] = notServed([
  {
    reason: 'Who may use topics is said by policies. Allow the actions of smn to users and groups.',
    operations: [
      ['ListTopicAttributes', 'GET', ATTRIBUTES],
      ['UpdateTopicAttribute', 'PUT', `${ATTRIBUTES}/{name}`],
    ],
  },
]);
