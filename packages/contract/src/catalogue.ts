import * as consoleBatch from './console/batch.ts';
import * as consoleSearch from './console/search.ts';
import * as consoleSession from './console/session.ts';
import * as secretBackup from './csms/backup.ts';
import * as secretBatches from './csms/batches.ts';
import * as consoleSecrets from './csms/console-secrets.ts';
import * as secretEvents from './csms/events.ts';
import * as secretNotifications from './csms/notifications.ts';
import * as secretRotation from './csms/rotation.ts';
import * as secrets from './csms/secrets.ts';
import * as secretStages from './csms/stages.ts';
import * as secretTags from './csms/tags.ts';
import * as secretVersions from './csms/versions.ts';
import * as consoleTraces from './cts/console-traces.ts';
import * as listTraces from './cts/list-traces.ts';
import * as traceProofs from './cts/proofs.ts';
import * as traceUsage from './cts/usage.ts';
import * as enterpriseProjects from './eps/enterprise-projects.ts';
import * as accessKeys from './iam/access-keys.ts';
import * as accessKeysV5 from './iam/access-keys-v5.ts';
import * as accountRules from './iam/account-rules.ts';
import * as iamAccounts from './iam/accounts.ts';
import * as iamApprovals from './iam/approvals.ts';
import * as consolePolicies from './iam/console-policies.ts';
import * as iamDirectory from './iam/directory.ts';
import * as iamGroups from './iam/groups.ts';
import * as identityPolicies from './iam/identity-policies.ts';
import * as iamPermissions from './iam/permissions.ts';
import * as iamPolicies from './iam/policies.ts';
import * as iamSimulation from './iam/simulation.ts';
import * as iamTokens from './iam/tokens.ts';
import * as iamUsers from './iam/users.ts';
import * as aliases from './kms/aliases.ts';
import * as asymmetric from './kms/asymmetric.ts';
import * as consoleKeys from './kms/console-keys.ts';
import * as data from './kms/data.ts';
import * as dataKeys from './kms/data-keys.ts';
import * as grants from './kms/grants.ts';
import * as importing from './kms/import.ts';
import * as keyLife from './kms/key-life.ts';
import * as keyList from './kms/key-list.ts';
import * as keyOverview from './kms/key-overview.ts';
import * as mac from './kms/mac.ts';
import * as reEncryption from './kms/re-encrypt.ts';
import * as rotation from './kms/rotation.ts';
import * as shadowDisable from './kms/shadow-disable.ts';
import * as tags from './kms/tags.ts';
import * as tool from './kms/tool.ts';
import type {
  Binding,
  InputOf,
  OperationDefinition,
  OutputOf,
  WireInputOf,
  WireOutputOf,
} from './operation.ts';
import * as messages from './smn/messages.ts';
import * as subscriptions from './smn/subscriptions.ts';
import * as topics from './smn/topics.ts';

/** What the engine's pipeline runs. Adding an entry makes the engine's handler table incomplete, so it does not compile until it is handled. */
export const engineOperations = {
  ...byId(keyLife),
  ...byId(keyList),
  ...byId(consoleKeys),
  ...byId(keyOverview),
  ...byId(shadowDisable),
  ...byId(dataKeys),
  ...byId(data),
  ...byId(asymmetric),
  ...byId(mac),
  ...byId(tool),
  ...byId(secrets),
  ...byId(secretRotation),
  ...byId(consoleSecrets),
  ...byId(secretVersions),
  ...byId(secretStages),
  ...byId(secretTags),
  ...byId(secretEvents),
  ...byId(secretBackup),
  ...byId(secretBatches),
  ...byId(secretNotifications),
  ...byId(topics),
  ...byId(subscriptions),
  ...byId(messages),
  ...byId(importing),
  ...byId(rotation),
  ...byId(grants),
  ...byId(tags),
  ...byId(aliases),
  ...byId(reEncryption),
  ...byId(listTraces),
  ...byId(consoleTraces),
  ...byId(traceProofs),
  ...byId(traceUsage),
  ...byId(iamUsers),
  ...byId(iamGroups),
  ...byId(iamAccounts),
  ...byId(accountRules),
  ...byId(iamApprovals),
  ...byId(iamSimulation),
  ...byId(iamPolicies),
  ...byId(identityPolicies),
  ...byId(iamPermissions),
  ...byId(consolePolicies),
  ...byId(enterpriseProjects),
  ...byId(consoleSearch),
};

/** Identity: sign-in, discovery, sessions, credentials, and batches of other operations. */
export const edgeOperations = {
  ...byId(iamTokens),
  ...byId(iamDirectory),
  ...byId(accessKeys),
  ...byId(accessKeysV5),
  ...byId(consoleSession),
  ...byId(consoleBatch),
};

/** Every operation the product serves. */
export const operations = { ...engineOperations, ...edgeOperations };

export type Operations = typeof operations;
export type OperationId = keyof Operations;
export type EngineOperationId = keyof typeof engineOperations;
export type EdgeOperationId = keyof typeof edgeOperations;
export type OperationInput<Id extends OperationId> = InputOf<Operations[Id]>;
export type OperationOutput<Id extends OperationId> = OutputOf<Operations[Id]>;
export type OperationWireInput<Id extends OperationId> = WireInputOf<Operations[Id]>;
export type OperationWireOutput<Id extends OperationId> = WireOutputOf<Operations[Id]>;

/** Operations that the console surface offers. */
export type ConsoleOperationId = {
  [Id in OperationId]: Operations[Id] extends { readonly console: Binding } ? Id : never;
}[OperationId];
/** Operations that the console's batch call runs. */
export type BatchableOperationId = {
  [Id in OperationId]: Operations[Id] extends { readonly batchable: true } ? Id : never;
}[OperationId];

export const operationIds = Object.keys(operations) as readonly OperationId[];

export function isOperationId(id: string): id is OperationId {
  return Object.hasOwn(operations, id);
}

export function isEngineOperationId(id: string): id is EngineOperationId {
  return Object.hasOwn(engineOperations, id);
}

/** The operation behind an ID, without the literal types of its entry: for code that treats all operations alike. */
export function operationOf(id: OperationId): OperationDefinition {
  return operations[id];
}

type OperationsOf<M> = {
  [K in keyof M as M[K] extends OperationDefinition ? M[K]['id'] : never]: M[K] extends OperationDefinition
    ? M[K]
    : never;
};

/** The operations among the exports of a module, keyed by operation ID. */
function byId<M extends object>(module: M): OperationsOf<M> {
  const found = Object.values(module).filter(isDefinition);
  return Object.fromEntries(found.map((operation) => [operation.id, operation])) as OperationsOf<M>;
}

function isDefinition(value: unknown): value is OperationDefinition {
  return typeof value === 'object' && value !== null && 'id' in value && 'refusals' in value;
}

export function isBatchableOperationId(id: string): id is BatchableOperationId {
  return isOperationId(id) && operationOf(id).batchable === true;
}
