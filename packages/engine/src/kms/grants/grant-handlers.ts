import { randomBytes } from 'node:crypto';
import { OperationError, type OperationOutput } from '@dewpoint/contract';
import type { RequestContext, UserPrincipal } from '../../context.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Call, HandlersOf, Resource } from '../../pipeline/handler.ts';
import type { Change, Transaction } from '../../store/store.ts';
import { lockKeyOfAccount } from '../key-repository.ts';
import type { KmsParts } from '../kms-parts.ts';
import { type Grant, isGrantee, mayRetire } from './grant.ts';
import {
  deleteGrant,
  findGrant,
  type GrantPage,
  grantsOfKey,
  insertGrant,
  retirableGrants,
} from './grant-repository.ts';
import { checkDelegation, checkGrantable, checkOperations, GRANTS_PER_KEY } from './grant-rules.ts';

const GRANT_ID_LENGTH_IN_BYTES = 32;

type GrantOperations =
  | 'kms.createGrant'
  | 'kms.revokeGrant'
  | 'kms.retireGrant'
  | 'kms.listGrants'
  | 'kms.listRetirableGrants';

/** What is common to the calls that end a grant. */
interface EndingCall {
  readonly context: RequestContext;
  readonly input: { readonly keyId: string; readonly grantId: string };
}

/** Grants as they are made, listed and ended (GRT-01 … GRT-03). What they open is decided by the authorizer. */
export function grantHandlers(parts: KmsParts): HandlersOf<GrantOperations> {
  const { store, directory } = parts;

  /** The key may be another account's: permission was decided before. */
  async function lockKeyOf(
    transaction: Transaction,
    call: { readonly context: RequestContext; readonly input: { readonly keyId: string } },
  ): Promise<KeyRecord> {
    const { key: seen } = await directory.find(call.context, call.input.keyId);
    const key = await lockKeyOfAccount(transaction, store.dialect, seen.accountId, seen.id);
    if (key === undefined) throw new OperationError('keyNotFound');
    return key;
  }

  async function grantResource(
    context: RequestContext,
    input: { readonly keyId: string; readonly grantId: string },
  ): Promise<Resource> {
    const { resource } = await directory.find(context, input.keyId);
    return { ...resource, grantId: input.grantId.toLowerCase() };
  }

  async function create(
    call: Call<'kms.createGrant'>,
    transaction: Transaction,
    announce: (change: Change) => void,
  ): Promise<OperationOutput<'kms.createGrant'>> {
    const { context, input, now } = call;
    const issuer = userOf(context);
    const key = await lockKeyOf(transaction, call);
    checkGrantable(key);
    const operations = checkOperations(key, input.operations);
    const present = await grantsOfKey(transaction, key.id);
    if (call.byGrant) {
      checkDelegation(
        operations,
        present.filter((grant) => isGrantee(grant, issuer)),
      );
    }
    if (present.length >= GRANTS_PER_KEY) throw new OperationError('grantLimitReached');
    const id = randomBytes(GRANT_ID_LENGTH_IN_BYTES).toString('hex');
    await insertGrant(transaction, {
      id,
      keyId: key.id,
      accountId: key.accountId,
      granteeType: input.granteePrincipalType,
      grantee: input.granteePrincipal,
      operations,
      name: input.name ?? '',
      issuer: issuer.userId,
      retiringPrincipal: input.retiringPrincipal ?? '',
      createdAt: now,
    });
    announce({ kind: 'key', id: key.id });
    return { grantId: id };
  }

  async function end(
    transaction: Transaction,
    announce: (change: Change) => void,
    call: EndingCall,
    check: (grant: Grant) => void,
  ): Promise<Record<never, never>> {
    const key = await lockKeyOf(transaction, call);
    const grant = await findGrant(transaction, key.accountId, call.input.grantId.toLowerCase());
    if (grant === undefined) throw new OperationError('grantIdInvalid', { field: 'grant_id' });
    if (grant.keyId !== key.id) throw new OperationError('grantKeyMismatch', { field: 'grant_id' });
    check(grant);
    await deleteGrant(transaction, grant);
    announce({ kind: 'key', id: key.id });
    return {};
  }

  return {
    'kms.createGrant': { kind: 'transaction', resource: directory.resourceOf, run: create },
    'kms.revokeGrant': {
      kind: 'transaction',
      resource: grantResource,
      run: (call, transaction, announce) => end(transaction, announce, call, () => undefined),
    },
    'kms.retireGrant': {
      kind: 'transaction',
      resource: grantResource,
      run: (call, transaction, announce) =>
        end(transaction, announce, call, (grant) => {
          if (mayRetire(grant, call.context.principal)) return;
          throw new OperationError('permissionDenied', {
            message:
              'Only the creator of a grant, its retiring principal or a grantee that has retire-grant can retire it. The owner of the key revokes it.',
          });
        }),
    },
    'kms.listGrants': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { key } = await directory.find(context, input.keyId);
        const all = await grantsOfKey(store.read, key.id);
        const grants = all.slice(input.marker, input.marker + input.limit);
        return grantAnswer({ grants, total: all.length }, input.marker);
      },
    },
    'kms.listRetirableGrants': {
      kind: 'direct',
      async run({ context, input }) {
        const range = { offset: input.marker, limit: input.limit };
        return grantAnswer(await retirableGrants(store.read, userOf(context), range), input.marker);
      },
    },
  };
}

/** Grants are made and retired by users; the product itself has no part in them. */
function userOf({ principal }: RequestContext): UserPrincipal {
  if (principal.kind !== 'user') throw new OperationError('permissionDenied');
  return principal;
}

function grantAnswer({ grants, total }: GrantPage, offset: number): OperationOutput<'kms.listGrants'> {
  const next = offset + grants.length;
  const truncated = grants.length > 0 && next < total;
  return {
    grants: grants.map((grant) => ({
      keyId: grant.keyId,
      grantId: grant.id,
      granteePrincipal: grant.grantee,
      granteePrincipalType: grant.granteeType,
      operations: [...grant.operations],
      issuingPrincipal: grant.issuer,
      creationDate: grant.createdAt,
      name: grant.name,
      retiringPrincipal: grant.retiringPrincipal,
    })),
    nextMarker: truncated ? String(next) : '',
    truncated,
    total,
  };
}
