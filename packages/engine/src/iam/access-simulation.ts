import {
  OperationError,
  type OperationInput,
  type OperationOutput,
  operationIds,
  operationOf,
} from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import { secretResource } from '../csms/secrets/secret-record.ts';
import { keyRecord, keyResource } from '../keys/key-record.ts';
import type { Resource } from '../pipeline/handler.ts';
import type { Store } from '../store/store.ts';
import { tagRecord, tagsOfResources } from '../tags/resource-tags.ts';
import type { AccountGate } from './account-rules.ts';
import type { AuthorizationRequest, Decision } from './authorizer.ts';
import { findUserById } from './directory.ts';
import { requireGroup, requireProject, requireUser } from './identity-resources.ts';
import { createPolicyAuthorizer, type GrantLookup } from './policy-authorizer.ts';
import { requirePolicy } from './policy-records.ts';
import type { PolicyLoader } from './principal-policies.ts';

type Input = OperationInput<'iam.simulateAccess'>;
type Answer = OperationOutput<'iam.simulateAccess'>;

interface SimulationParts {
  readonly store: Store;
  readonly loader: PolicyLoader;
  readonly region: string;
  readonly grants: GrantLookup | null;
  readonly gate: AccountGate;
}

/** IAM-04: may X do Y on Z, which statement says so, and if not what would. The authorizer of every call decides. */
export async function simulateAccess(
  parts: SimulationParts,
  caller: RequestContext,
  input: Input,
  now: number,
): Promise<Answer> {
  const user = await findUserById(parts.store.read, input.userId);
  if (user === null || user.accountId !== caller.account.id) throw new OperationError('userNotFound');
  const time = input.time ?? now;
  const context: RequestContext = {
    principal: {
      kind: 'user',
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      credential: input.channel === 'console' ? 'session' : 'token',
      authenticatedAt: time,
      multiFactor: input.multiFactor,
    },
    account: caller.account,
    project:
      input.projectId === undefined
        ? null
        : await requireProject(parts.store.read, caller.account.id, input.projectId),
    channel: input.channel,
    sourceIp: input.sourceIp ?? caller.sourceIp,
    requestId: caller.requestId,
  };
  const request: AuthorizationRequest = {
    action: input.action,
    ...otherNamesOf(input.action),
    resource: await resourceOf(parts.store, context, input.resource),
  };
  if (!user.enabled) return refused('The user is disabled.', 'Enable the user.');
  const elsewhere = await addressRefusal(parts.gate, context);
  if (elsewhere !== null) return elsewhere;
  const authorizer = createPolicyAuthorizer({ ...parts, clock: { now: () => time } });
  return answer(await authorizer.decide(context, request));
}

const refused = (reason: string, remedy: string): Answer => ({
  allowed: false,
  explicitDeny: false,
  statement: null,
  reason,
  remedy,
});

function answer(decision: Decision): Answer {
  const statement = decision.by ?? null;
  if (decision.allowed) {
    return { allowed: true, explicitDeny: false, statement, reason: decision.statement, remedy: null };
  }
  const { explicit, reason, remedy } = decision;
  return { allowed: false, explicitDeny: explicit, statement, reason, remedy };
}

async function addressRefusal(gate: AccountGate, context: RequestContext): Promise<Answer | null> {
  try {
    await gate.requireAddress(context.account.id, context);
    return null;
  } catch (error) {
    if (!(error instanceof OperationError) || error.errorName !== 'sourceAddressRefused') throw error;
    return refused(
      `The access control list of the ${context.channel === 'api' ? 'API' : 'console'} does not allow ${context.sourceIp}.`,
      'Add the address to the access control list, or call from an allowed network.',
    );
  }
}

/** What the operations of an action declare beside it. */
function otherNamesOf(action: string): Pick<AuthorizationRequest, 'legacyActions' | 'grantOperation'> {
  const operations = operationIds.map(operationOf).filter((operation) => operation.action === action);
  return {
    legacyActions: [...new Set(operations.flatMap((operation) => operation.legacyActions ?? []))],
    grantOperation: operations.find((operation) => operation.grantOperation !== undefined)?.grantOperation,
  };
}

/**
 * The thing as it is; one that is not there is taken as it was named, so that the answer does not tell whether it exists to somebody who
 * may see users only.
 */
async function resourceOf(
  store: Store,
  { account, project }: RequestContext,
  given: Input['resource'],
): Promise<Resource | undefined> {
  if (given === undefined) return undefined;
  const { type, id, name = id } = given;
  const found =
    type === 'cmk'
      ? await keyOf(store, account.id, project?.id, id)
      : type === 'csms'
        ? await secretOf(store, account.id, project?.id, id)
        : await identityOf(store, account.id, given);
  return found ?? { type, id, name, projectId: project?.id ?? null };
}

async function identityOf(
  { read }: Store,
  accountId: string,
  { type, id }: NonNullable<Input['resource']>,
): Promise<Resource | null> {
  const find = { user: requireUser, group: requireGroup, policy: requirePolicy };
  if (type !== 'user' && type !== 'group' && type !== 'policy') return null;
  try {
    const { name } = await find[type](read, accountId, id);
    return { type, id, name, projectId: null };
  } catch (error) {
    if (error instanceof OperationError && error.status === 404) return null;
    throw error;
  }
}

/** A key of the account and project with its tags, or null. */
export async function keyOf(
  { read }: Store,
  accountId: string,
  projectId: string | undefined,
  keyId: string,
): Promise<Resource | null> {
  const row = await read
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', keyId)
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId ?? '')
    .executeTakeFirst();
  if (row === undefined) return null;
  return keyResource(keyRecord(row), await tagsOfThing(read, accountId, 'cmk', keyId));
}

/** A secret, which people know by its name and traces by its ID. */
async function secretOf(
  { read }: Store,
  accountId: string,
  projectId: string | undefined,
  idOrName: string,
): Promise<Resource | null> {
  const row = await read
    .selectFrom('secrets')
    .select(['id', 'name', 'project_id as projectId', 'enterprise_project_id as enterpriseProjectId'])
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId ?? '')
    .where((e) => e.or([e('name', '=', idOrName), e('id', '=', idOrName)]))
    .executeTakeFirst();
  if (row === undefined) return null;
  return secretResource(row, await tagsOfThing(read, accountId, 'csms', row.id));
}

async function tagsOfThing(
  read: Store['read'],
  accountId: string,
  type: 'cmk' | 'csms',
  id: string,
): Promise<Readonly<Record<string, string>>> {
  const tags = await tagsOfResources(read, accountId, type, [id]);
  return tagRecord(tags.get(id));
}
