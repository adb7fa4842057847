import { OperationError } from '@dewpoint/contract';
import { newIdentifier } from '../../iam/identifiers.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import { planDispatch } from '../delivery/dispatch-job.ts';
import type { NotificationParts } from '../notification-parts.ts';
import { wireRequestId } from '../request-id.ts';
import { topicOfUrn } from '../topics/topic-repository.ts';
import { publishedMessageOf } from './published-message.ts';

/** Messages of programs: they go into the outbox with the call itself, and from there the way of what events have to tell (EVT-03). */
export function publishHandler({
  region,
  jobs,
}: Pick<NotificationParts, 'region' | 'jobs'>): HandlersOf<'smn.publishMessage'> {
  return {
    'smn.publishMessage': {
      kind: 'transaction',
      async run(call, transaction) {
        const { context, input, now } = call;
        const scope = { ...projectScope(context), region };
        const topic = await topicOfUrn(transaction, scope, input.topicUrn);
        call.traceResource({ id: input.topicUrn, name: topic.name });
        const message = publishedMessageOf(input);
        if (message === null) throw new OperationError('messageMissing', { field: 'message' });
        const messageId = newIdentifier();
        await transaction
          .insertInto('notification_outbox')
          .values({
            id: messageId,
            kind: 'message',
            account_id: scope.accountId,
            project_id: scope.projectId,
            secret_id: topic.id,
            secret_name: '',
            secret_type: '',
            event_id: '',
            event_name: '',
            event_type: '',
            target_type: 'SMN',
            target_id: input.topicUrn,
            target_name: topic.name,
            content: JSON.stringify(message),
            created_at: now,
            lives_for: input.timeToLive * 1000,
            dispatched_at: null,
          })
          .execute();
        await planDispatch(jobs, transaction, { id: topic.id, accountId: scope.accountId }, now);
        return { requestId: wireRequestId(context), messageId };
      },
    },
  };
}
