import type { ErrorName } from '@dewpoint/contract';

/** How a kind of thing is hidden from callers who may not know that it exists (IAM-09). */
export interface ResourceKind {
  /** What asking for a thing answers that does not exist. */
  readonly missing: ErrorName;
  /** Any of these actions on a thing lets the caller know that it exists. */
  readonly seeingActions: readonly string[];
  /** Grant operation that lets the grantee know that the thing exists. */
  readonly seeingGrant: string | undefined;
}

const kinds: Readonly<Record<string, ResourceKind>> = {
  cmk: {
    missing: 'keyNotFound',
    seeingActions: ['kms:cmk:get', 'kms:cmk:list'],
    seeingGrant: 'describe-key',
  },
  csms: {
    missing: 'secretNotFound',
    seeingActions: ['csms:secret:get', 'csms:secret:list'],
    seeingGrant: undefined,
  },
  user: {
    missing: 'userNotFound',
    seeingActions: ['iam:users:getUser', 'iam:users:listUsers'],
    seeingGrant: undefined,
  },
  accessKey: {
    missing: 'accessKeyNotFound',
    seeingActions: ['iam:credentials:getCredential', 'iam:credentials:listCredentials'],
    seeingGrant: undefined,
  },
  trace: { missing: 'traceNotFound', seeingActions: ['cts:trace:list'], seeingGrant: undefined },
  group: {
    missing: 'groupNotFound',
    seeingActions: ['iam:groups:getGroup', 'iam:groups:listGroups'],
    seeingGrant: undefined,
  },
  enterpriseProject: {
    missing: 'enterpriseProjectNotFound',
    seeingActions: ['eps:enterpriseProjects:list'],
    seeingGrant: undefined,
  },
  policy: {
    missing: 'policyNotFound',
    seeingActions: ['iam:roles:getRole', 'iam:roles:listRoles', 'iam:policies:getV5', 'iam:policies:listV5'],
    seeingGrant: undefined,
  },
};

/** Throws for a kind that is not listed, so that a new kind of thing is never shown by accident. */
export function resourceKind(type: string): ResourceKind {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind) throw new TypeError(`pipeline: resource type ${type} is not listed in resource-kinds.ts`);
  return kind;
}
