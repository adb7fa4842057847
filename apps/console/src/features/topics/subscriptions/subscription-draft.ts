import type { OperationWireInput } from '@dewpoint/contract';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import type { Subscriptions } from '../topic-queries.ts';

export type Protocol = Subscriptions['protocols'][number]['protocol'];

/** What is typed into Add Subscription. The signing secret lives here and nowhere else. */
export interface Draft {
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly remark: string;
  /** "": one is made up. */
  readonly signSecret: string;
}

const rules = contractRules['smn.addSubscription'].input.shape;
const signSecretRule = rules.extension.unwrap().shape.signSecret;

/** The contract's rules that are broken, by field; what is empty breaks none. */
export function brokenRules(draft: Draft): Partial<Record<'endpoint' | 'remark' | 'signSecret', string>> {
  const endpoint = draft.endpoint.trim();
  const broken = {
    endpoint: endpoint === '' ? undefined : rules.endpoint.safeParse(endpoint).error,
    remark: rules.remark.safeParse(draft.remark).error,
    signSecret: signSecretOf(draft) && signSecretRule.safeParse(draft.signSecret).error,
  };
  return Object.fromEntries(
    Object.entries(broken).flatMap(([name, error]) =>
      error ? [[name, error.issues[0]?.message ?? '']] : [],
    ),
  );
}

export function inputOf(topicUrn: string, draft: Draft): OperationWireInput<'smn.addSubscription'> {
  const signSecret = signSecretOf(draft);
  return {
    topicUrn,
    protocol: draft.protocol,
    endpoint: draft.endpoint.trim(),
    ...(draft.remark === '' ? {} : { remark: draft.remark }),
    ...(signSecret === undefined ? {} : { extension: { signSecret } }),
  };
}

/** Mails are not signed: a secret that was typed before email was chosen stays behind. */
function signSecretOf({ protocol, signSecret }: Draft): string | undefined {
  return protocol === 'email' || signSecret === '' ? undefined : signSecret;
}
