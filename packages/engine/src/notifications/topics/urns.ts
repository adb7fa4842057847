/** Names of topics and subscriptions on the wire [smn.json]; the contract has checked their form. */

export interface TopicPlace {
  readonly region: string;
  readonly projectId: string;
}

export function topicUrnOf({ region, projectId }: TopicPlace, name: string): string {
  return `urn:smn:${region}:${projectId}:${name}`;
}

/** Name of the topic that a URN means in this place; null for a URN of another place. */
export function topicNameOf(place: TopicPlace, urn: string): string | null {
  const prefix = topicUrnOf(place, '');
  return urn.startsWith(prefix) ? urn.slice(prefix.length) : null;
}

export function subscriptionUrnOf(topicUrn: string, id: string): string {
  return `${topicUrn}:${id}`;
}

/** The two parts of the URN of a subscription. */
export function partsOfSubscriptionUrn(urn: string): { readonly topicUrn: string; readonly id: string } {
  const end = urn.lastIndexOf(':');
  return { topicUrn: urn.slice(0, end), id: urn.slice(end + 1) };
}
