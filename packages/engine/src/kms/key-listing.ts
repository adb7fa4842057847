import { keyStateNames, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import { keyRecord } from '../keys/key-record.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import { mostGrantsOfOneKey } from './grants/grant-repository.ts';
import { GRANTS_PER_KEY } from './grants/grant-rules.ts';
import { keyDetails, keyView } from './key-answers.ts';
import { countCustomKeys } from './key-repository.ts';
import { recentUse } from './key-risk.ts';
import { searchKeys } from './key-search.ts';
import type { KmsParts } from './kms-parts.ts';
import { projectScope } from './project-scope.ts';

type ReadOperations =
  | 'kms.describeKey'
  | 'kms.listKeys'
  | 'kms.searchKeys'
  | 'kms.viewKey'
  | 'kms.showUserInstances'
  | 'kms.showUserQuotas'
  | 'kms.keyQuota'
  | 'kms.previewKeyRisk';

/** What can be read about keys (KEY-01, KEY-12, KEY-13, KEY-14, KEY-17); never their material (KEY-16). */
export function keyListingHandlers(parts: KmsParts): HandlersOf<ReadOperations> {
  const { directory, store, quotas, region } = parts;
  const used = (accountId: string) => countCustomKeys(store.read, accountId);
  return {
    'kms.describeKey': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { key } = await directory.find(context, input.keyId);
        return { keyInfo: keyDetails(key, region) };
      },
    },
    'kms.listKeys': {
      kind: 'direct',
      run: ({ context, input }) => listKeys(parts, projectScope(context), input),
    },
    'kms.searchKeys': {
      kind: 'direct',
      run: ({ context, input }) => searchKeys(store, projectScope(context), input),
    },
    'kms.viewKey': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { key, tags, resource } = await directory.find(context, input.keyId);
        const { kind, detail } = parts.root.describe();
        return {
          ...keyView(
            key,
            Object.entries(tags).map(([tagKey, value]) => ({ key: tagKey, value })),
          ),
          region,
          protection: { kind: kind === 'pkcs11' ? 'hsm' : 'software', detail },
          permitted: [...(await parts.permittedOperations(context, resource))],
        };
      },
    },
    'kms.showUserInstances': {
      kind: 'direct',
      run: async ({ context }) => ({ instanceNum: await used(context.account.id) }),
    },
    'kms.showUserQuotas': {
      kind: 'direct',
      async run({ context }) {
        const keys = { type: 'CMK' as const, used: await used(context.account.id), quota: quotas.keys };
        const most = await mostGrantsOfOneKey(store.read, context.account.id);
        const grants = { type: 'grant_per_CMK' as const, used: most, quota: GRANTS_PER_KEY };
        return { quotas: { resources: [keys, grants] } };
      },
    },
    'kms.keyQuota': {
      kind: 'direct',
      run: async ({ context }) => ({ used: await used(context.account.id), quota: quotas.keys }),
    },
    'kms.previewKeyRisk': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        return {
          ...(await recentUse(store, key, input.days, now)),
          ...(await parts.dependents(context, key)),
        };
      },
    },
  };
}

/** What a filter by a state finds that the documents define and no key of this product has. */
const emptyList: OperationOutput<'kms.listKeys'> = {
  keys: [],
  keyDetails: [],
  nextMarker: '',
  truncated: false,
  total: 0,
};

/** The REST list: offset-paged, oldest key first, so that keys made meanwhile do not shift its pages. */
async function listKeys(
  { store, region }: Pick<KmsParts, 'store' | 'region'>,
  scope: { readonly accountId: string; readonly projectId: string },
  input: OperationInput<'kms.listKeys'>,
): Promise<OperationOutput<'kms.listKeys'>> {
  const { keySpec, enterpriseProjectId } = input;
  const state = keyStateNames.find((name) => name === input.keyState);
  if (input.keyState !== undefined && state === undefined) return emptyList;
  let query = store.read
    .selectFrom('keys')
    .where('account_id', '=', scope.accountId)
    .where('project_id', '=', scope.projectId);
  if (keySpec !== 'ALL') query = query.where('spec', '=', keySpec);
  if (enterpriseProjectId !== undefined && enterpriseProjectId !== 'all') {
    query = query.where('enterprise_project_id', '=', enterpriseProjectId);
  }
  if (state !== undefined) query = query.where('state', '=', state);
  const { total: counted } = await query
    .select((select) => select.fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const total = Number(counted);
  const rows = await query
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(input.limit)
    .offset(input.marker)
    .execute();
  const next = input.marker + rows.length;
  const truncated = rows.length === input.limit && next < total;
  return {
    keys: rows.map((row) => row.id),
    keyDetails: rows.map((row) => keyDetails(keyRecord(row), region)),
    nextMarker: truncated ? String(next) : '',
    truncated,
    total,
  };
}
