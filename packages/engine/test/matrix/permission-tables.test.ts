import {
  type EngineOperationId,
  isEngineOperationId,
  type OperationId,
  operationIds,
  operationOf,
} from '@dewpoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { systemPolicies, systemPolicyByName } from '../../src/iam/policy/system-policies.ts';
import { type EngineWorld, openEngineWorld, START_LIMIT_IN_MS } from '../engine-world.ts';
import { customPolicies, keyOperations, keyPairActions } from './documented-permissions.ts';
import { userIdOf } from './named-things.ts';

/** Services that a policy of [O 8] is about, and whether it is about everything or about reading. */
const tables: Readonly<Record<string, { readonly services: readonly string[]; readonly reads: boolean }>> = {
  'KMS Administrator': { services: ['kms'], reads: false },
  'KMS CMKFullAccess': { services: ['kms'], reads: false },
  'KMS CMKReadOnlyAccess': { services: ['kms'], reads: true },
  'CSMS FullAccess': { services: ['csms'], reads: false },
  'CSMS ReadOnlyAccess': { services: ['csms'], reads: true },
  'DEW KeypairFullAccess': { services: ['kps'], reads: false },
  'DEW KeypairReadOnlyAccess': { services: ['kps'], reads: true },
  'CTS FullAccess': { services: ['cts'], reads: false },
  'CTS ReadOnlyAccess': { services: ['cts'], reads: true },
  'SMN FullAccess': { services: ['smn'], reads: false },
  'SMN ReadOnlyAccess': { services: ['smn'], reads: true },
  'Security Administrator': { services: ['iam', 'eps'], reads: false },
  'Tenant Guest': { services: ['kms', 'csms', 'kps', 'cts', 'smn', 'iam', 'eps'], reads: true },
};
/** What a Tenant Guest may do beyond reading [iam.json FACT-SystemPolicies]. */
const ofGuests: ReadonlySet<string> = new Set([
  'kms:cmk:create',
  'kms:cmk:createDataKey',
  'kms:cmk:createDataKeyWithoutPlaintext',
  'kms:cmk:encryptDataKey',
  'kms:cmk:decryptDataKey',
  'kms:cmk:encryptData',
  'kms:cmk:decryptData',
  'kms:cmk:retireGrant',
  'kms::generateRandom',
]);

/** What the examples of [G 2.4.2] open, operation by operation. */
const creating: EngineOperationId[] = [
  'kms.createKey',
  'kms.getParametersForImport',
  'kms.importKeyMaterial',
  'kms.createKmsTag',
  'kms.batchCreateKmsTags',
];
const using: EngineOperationId[] = [
  // kms:dek:crypto; making data keys is kms:dek:create.
  'kms.encryptDatakey',
  'kms.decryptDatakey',
  // kms:cmk:get
  'kms.describeKey',
  'kms.viewKey',
  'kms.listKeyVersions',
  'kms.previewKeyRisk',
  'kms.showShadowDisable',
  // kms:cmk:crypto
  'kms.encryptData',
  'kms.encryptText',
  'kms.decryptData',
  'kms.decryptText',
  // kms:cmk:generate
  'kms.createRandom',
  // kms:cmk:list
  'kms.listKeys',
  'kms.searchKeys',
  'kms.keyOverview',
];

const operations = operationIds.filter(isEngineOperationId);

describe('IAM-03, IAM-04 permission tables of the documents, policy × operation', () => {
  let w: EngineWorld;
  beforeAll(async () => {
    w = await openEngineWorld('sqlite');
  }, START_LIMIT_IN_MS);
  afterAll(() => w.close());

  /** A new user with this policy and nothing else. */
  const userWith = async (name: string, policyId: string): Promise<RequestContext> => {
    const user = await w.makeUser(name);
    await w.call('iam.attachPolicy', w.as, { policyId, userId: userIdOf(user) });
    return user;
  };

  it('has a row for each system policy', () => {
    expect(Object.keys(tables).toSorted()).toEqual(systemPolicies.map(({ name }) => name).toSorted());
  });

  it.each(systemPolicies.map(({ name, id }) => [name, id]))(
    '%s allows exactly its operations',
    async (name, policyId) => {
      const user = await userWith(name, policyId);
      const expected = operations.filter((id) => isOpen(id) || isInTable(name, id));
      const found = await w.engine.permittedOperations(user);
      expect(found.toSorted()).toEqual(expected.toSorted());
    },
  );

  it('a user without policies may do only what everybody may', async () => {
    const found = await w.engine.permittedOperations(await w.makeUser('nobody'));
    expect(found.toSorted()).toEqual(operations.filter(isOpen).toSorted());
  });

  describe.each(['KMS Administrator', 'KMS CMKFullAccess'])('[O table 8-4] %s', (name) => {
    let userId: string;
    let permitted: ReadonlySet<string>;
    beforeAll(async () => {
      const user = await userWith(`table of ${name}`, systemPolicyByName(name).id);
      userId = userIdOf(user);
      permitted = new Set(await w.engine.permittedOperations(user));
    });

    it.each(keyOperations)('√ %s', (_text, ids) => {
      expect(ids.filter((id) => !permitted.has(id))).toEqual([]);
    });

    it.each(keyPairActions)('x %s', async (_text, action) => {
      const answer = await w.call('iam.simulateAccess', w.as, { userId, action, projectId: w.project.id });
      expect(answer).toMatchObject({ allowed: false, explicitDeny: false });
    });
  });

  it.each<[keyof typeof customPolicies, EngineOperationId[]]>([
    ['authorizing users to create and import keys', creating],
    ['authorizing users to use keys', using],
    ['multi-action policy', using],
  ])(
    '[G 2.4.2] the example %s is saved as it stands and allows exactly its operations',
    async (name, ids) => {
      const document = customPolicies[name];
      expect(await w.call('iam.checkPolicy', w.as, { document })).toEqual({ problems: [] });
      const { id } = await w.call('iam.createPolicy', w.as, { name, document });
      expect(await w.call('iam.viewPolicy', w.as, { policyId: id })).toMatchObject({ document });
      const found = await w.engine.permittedOperations(await userWith(name, id));
      expect(found.toSorted()).toEqual([...operations.filter(isOpen), ...ids].toSorted());
    },
  );
});

const isOpen = (id: OperationId) => operationOf(id).action === null;

function isInTable(policy: string, id: OperationId): boolean {
  const table = tables[policy];
  const { action, legacyActions = [] } = operationOf(id);
  if (table === undefined || action === null) return false;
  const names = [action, ...legacyActions];
  if (policy === 'Tenant Guest' && names.some((name) => ofGuests.has(name))) return true;
  const [service = ''] = action.split(':');
  if (!table.services.includes(service)) return false;
  return !table.reads || names.some((name) => /:(get|list)[^:]*$/i.test(name));
}
