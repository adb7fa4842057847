import type { ConditionValueType } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { Resource } from '../../pipeline/handler.ts';
import { isAddress } from './address-match.ts';

/** What conditions can look at. */
export interface ConditionFacts {
  readonly context: RequestContext;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  readonly service: string;
  readonly resource: Resource | undefined;
}

export interface ConditionKey {
  readonly name: string;
  readonly type: ConditionValueType;
  /** True when the key speaks of the thing acted on, so that it has no value while no single thing is meant. */
  readonly ofResource: boolean;
  /** The value as text; undefined when the request has none. Dates are ISO 8601 in UTC. */
  read(facts: ConditionFacts): string | undefined;
}

const key = (
  name: string,
  type: ConditionValueType,
  read: ConditionKey['read'],
  ofResource = false,
): ConditionKey => ({ name, type, ofResource, read });

const userOf = ({ context }: ConditionFacts) =>
  context.principal.kind === 'user' ? context.principal : undefined;

/** The documented condition keys that a request of this product carries; names are compared without case. */
const keys: readonly ConditionKey[] = [
  key('g:CurrentTime', 'date', (facts) => new Date(facts.now).toISOString()),
  key('g:DomainName', 'text', (facts) => facts.context.account.name),
  key('g:ProjectName', 'text', (facts) => facts.context.project?.name),
  key('g:ServiceName', 'text', (facts) => facts.service),
  key('g:UserId', 'text', (facts) => userOf(facts)?.userId),
  key('g:UserName', 'text', (facts) => userOf(facts)?.userName),
  key('g:SourceIp', 'address', (facts) =>
    isAddress(facts.context.sourceIp) ? facts.context.sourceIp : undefined,
  ),
  key('g:MFAPresent', 'boolean', (facts) => {
    const user = userOf(facts);
    return user === undefined ? undefined : String(user.multiFactor);
  }),
  key('g:MFAAge', 'number', (facts) => {
    const user = userOf(facts);
    return user?.multiFactor ? String(Math.floor((facts.now - user.authenticatedAt) / 1000)) : undefined;
  }),
  key('g:EnterpriseProjectId', 'text', (facts) => facts.resource?.enterpriseProjectId, true),
];

const byName: ReadonlyMap<string, ConditionKey> = new Map(keys.map((k) => [k.name.toLowerCase(), k]));
const RESOURCE_TAG = 'g:resourcetag/';

/** @returns undefined for a key that no request of this product carries; a policy with it could not be kept to */
export function conditionKey(name: string): ConditionKey | undefined {
  const lowerCase = name.toLowerCase();
  if (!lowerCase.startsWith(RESOURCE_TAG)) return byName.get(lowerCase);
  const tagKey = name.slice(RESOURCE_TAG.length);
  if (tagKey === '') return undefined;
  return key(
    name,
    'text',
    ({ resource }) =>
      resource?.tags !== undefined && Object.hasOwn(resource.tags, tagKey)
        ? resource.tags[tagKey]
        : undefined,
    true,
  );
}

/** True for keys whose value stands in the tags of the thing. */
export function readsTags(name: string): boolean {
  return name.toLowerCase().startsWith(RESOURCE_TAG);
}

export const conditionKeyNames: readonly string[] = [...keys.map((k) => k.name), 'g:ResourceTag/<tag key>'];
