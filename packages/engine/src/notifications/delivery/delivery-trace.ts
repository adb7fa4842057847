import type { TraceRecord } from '../../audit/audit.ts';
import type { NotificationRow } from './delivery-repository.ts';

/** Principal of what the product sends by itself (TRC-05). */
export const DELIVERY_PRINCIPAL = 'notification-delivery';
const NAME = 'deliverNotification';

export interface TracedAttempt {
  /** Null when it went well. */
  readonly problem: string | null;
  readonly rating: TraceRecord['rating'];
  readonly delivery?: {
    readonly protocol: string;
    readonly endpoint: string;
    readonly attempt: number;
  };
}

/** Trace of an attempt to deliver, or of having nobody to deliver to. Of a webhook it names the host alone: the path may be a secret of its own. */
export function deliveryTrace(notification: NotificationRow, attempt: TracedAttempt): TraceRecord {
  const { problem, delivery } = attempt;
  return {
    name: NAME,
    serviceType: 'SMN',
    resourceType: 'topic',
    resourceId: notification.target_id,
    resourceName: notification.target_name,
    rating: attempt.rating,
    code: problem === null ? '200' : '500',
    request: {
      notification_id: notification.id,
      ...(notification.kind === 'message'
        ? {}
        : {
            event_name: notification.event_name,
            event_type: notification.event_type,
            secret_name: notification.secret_name,
          }),
      ...(delivery === undefined
        ? {}
        : { protocol: delivery.protocol, endpoint: shownEndpoint(delivery), attempt: delivery.attempt }),
    },
    response: {},
    message: problem === null ? `${NAME}.` : `${NAME}. Reason: ${problem}`,
    readOnly: false,
    operationId: NAME,
  };
}

export function shownEndpoint({ protocol, endpoint }: { protocol: string; endpoint: string }): string {
  return protocol === 'email' || !URL.canParse(endpoint) ? endpoint : new URL(endpoint).origin;
}
