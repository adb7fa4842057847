import { OperationError, type OperationOutput } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Call, HandlersOf, Resource } from '../../pipeline/handler.ts';
import type { Transaction } from '../../store/store.ts';
import { lockAccount, lockKey } from '../key-repository.ts';
import type { KmsParts } from '../kms-parts.ts';
import { projectScope } from '../project-scope.ts';
import {
  type AliasRow,
  deleteAliases,
  findAlias,
  insertAlias,
  listAliasRows,
  moveAlias,
} from './alias-repository.ts';

type AliasOperations = 'kms.createAlias' | 'kms.deleteAlias' | 'kms.listAliases' | 'kms.associateAlias';
type AliasView = OperationOutput<'kms.createAlias'>;

const PREFIX = 'alias/';
const DELETE_ACTION = 'kms:alias:delete';
const ASSOCIATE_ACTION = 'kms:alias:associate';
const LIST_ACTION = 'kms:alias:list';

/** Further aliases of keys, beside the one that is a key's name. */
export function aliasHandlers(parts: KmsParts): HandlersOf<AliasOperations> {
  const { store, directory, region } = parts;
  const view = (row: AliasRow) => aliasView(row, region);

  /** To a caller who may not see the key of an alias that alias does not exist. */
  async function ownerOf(context: RequestContext, row: AliasRow): Promise<Resource> {
    try {
      return { ...(await directory.find(context, row.key_id)).resource, missing: 'aliasNotFound' };
    } catch (error) {
      if (error instanceof OperationError && error.errorName === 'keyNotFound') throw aliasNotFound();
      throw error;
    }
  }

  async function lockNameable(
    transaction: Transaction,
    context: RequestContext,
    keyId: string,
  ): Promise<KeyRecord> {
    await lockAccount(transaction, store.dialect, context.account.id);
    const key = await lockKey(transaction, store.dialect, context, keyId);
    if (key.defaultService !== null) throw new OperationError('defaultKeyRefused');
    if (key.state === 'pendingDeletion') throw new OperationError('keyPendingDeletion');
    return key;
  }

  async function create(
    { context, input, now }: Call<'kms.createAlias'>,
    transaction: Transaction,
  ): Promise<AliasView> {
    const key = await lockNameable(transaction, context, input.keyId);
    if ((await findAlias(transaction, key.accountId, input.alias)) !== undefined) {
      throw new OperationError('aliasTaken', { field: 'alias' });
    }
    const row: AliasRow = {
      account_id: key.accountId,
      alias: input.alias,
      project_id: key.projectId,
      key_id: key.id,
      created_at: now,
      updated_at: now,
    };
    await insertAlias(transaction, row);
    return view(row);
  }

  async function remove(
    call: Call<'kms.deleteAlias'>,
    transaction: Transaction,
  ): Promise<Record<never, never>> {
    const { context, input } = call;
    await lockAccount(transaction, store.dialect, context.account.id);
    for (const alias of input.aliases) {
      const row = await findAlias(transaction, context.account.id, alias);
      if (row === undefined || (input.keyId !== undefined && row.key_id !== input.keyId)) {
        throw aliasNotFound();
      }
      await call.authorize(DELETE_ACTION, await ownerOf(context, row));
    }
    await deleteAliases(transaction, context.account.id, input.aliases);
    return {};
  }

  async function move(call: Call<'kms.associateAlias'>, transaction: Transaction): Promise<AliasView> {
    const { context, input, now } = call;
    const target = await lockNameable(transaction, context, input.targetKeyId);
    const row = await findAlias(transaction, context.account.id, input.alias);
    if (row === undefined) throw aliasNotFound();
    await call.authorize(ASSOCIATE_ACTION, await ownerOf(context, row));
    return view(await moveAlias(transaction, row, target, now));
  }

  return {
    'kms.createAlias': { kind: 'transaction', resource: directory.resourceOf, run: create },
    'kms.deleteAlias': {
      kind: 'transaction',
      async resource(context, { keyId, aliases: [first = ''] }) {
        if (keyId !== undefined) return directory.resourceOf(context, { keyId });
        const row = await findAlias(store.read, context.account.id, first);
        if (row === undefined) throw aliasNotFound();
        return ownerOf(context, row);
      },
      run: remove,
    },
    'kms.listAliases': {
      kind: 'direct',
      async run(call) {
        const { context, input } = call;
        if (input.keyId !== undefined) {
          await call.authorize(LIST_ACTION, await directory.resourceOf(context, { keyId: input.keyId }));
        }
        const page = { after: afterOf(input.marker), limit: input.limit + 1 };
        const rows = await listAliasRows(store.read, projectScope(context), input.keyId, page);
        const listed = rows.slice(0, input.limit);
        const nextMarker = rows.length > listed.length ? (listed.at(-1)?.alias ?? '') : '';
        return { aliases: listed.map(view), pageInfo: { nextMarker, currentCount: listed.length } };
      },
    },
    'kms.associateAlias': {
      kind: 'transaction',
      resource: (context, { targetKeyId }) => directory.resourceOf(context, { keyId: targetKeyId }),
      run: move,
    },
  };
}

/** The marker is the last alias of the page before; an empty one starts over. */
function afterOf(marker: string): string {
  if (marker === '' || marker.startsWith(PREFIX)) return marker;
  throw new OperationError('markerInvalid', { field: 'marker' });
}

/** One answer for every alias that is not there, so that nothing in it tells of one that is hidden. */
function aliasNotFound(): OperationError {
  return new OperationError('aliasNotFound');
}

function aliasView(row: AliasRow, region: string): AliasView {
  return {
    domainId: row.account_id,
    keyId: row.key_id,
    alias: row.alias,
    aliasUrn: `kms:${region}:${row.account_id}:alias:${row.alias.slice(PREFIX.length)}`,
    createTime: row.created_at,
    updateTime: row.updated_at,
  };
}
