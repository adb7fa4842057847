/** Addresses of things that screens of other features lead to. */

export function secretAddress(secretName: string): string {
  return `/secrets/${encodeURIComponent(secretName)}`;
}

export function topicAddress(topicUrn: string): string {
  return `/topics/${encodeURIComponent(topicUrn)}`;
}

/** The dialog that creates a topic. */
export const CREATE_TOPIC_ADDRESS = '/topics?dialog=createTopic';

/** The dialog that shows an event. */
export function eventAddress(eventName: string): string {
  return `/events?${new URLSearchParams({ dialog: 'viewEvent', event: eventName })}`;
}
