import { type GrantOperation, grantOperationNames } from '@dewpoint/contract';
import type { Selectable } from 'kysely';
import type { Principal } from '../../context.ts';
import type { KeyGrantsTable } from '../../store/key-tables.ts';

/** What one principal may do with one key through the API (GRT-01). Times in ms since 1970 UTC. */
export interface Grant {
  /** 64 hex digits. */
  readonly id: string;
  readonly keyId: string;
  /** Account of the key. */
  readonly accountId: string;
  readonly granteeType: 'user' | 'domain';
  readonly grantee: string;
  readonly operations: readonly GrantOperation[];
  readonly name: string;
  /** ID of the user who made it. */
  readonly issuer: string;
  /** ID of a user or account that may end it, or empty. */
  readonly retiringPrincipal: string;
  readonly createdAt: number;
}

export function grantOf(row: Selectable<KeyGrantsTable>): Grant {
  const named: unknown = JSON.parse(row.operations);
  return {
    id: row.id,
    keyId: row.key_id,
    accountId: row.account_id,
    granteeType: row.grantee_type,
    grantee: row.grantee,
    // An operation that this release does not know opens nothing.
    operations: grantOperationNames.filter((name) => Array.isArray(named) && named.includes(name)),
    name: row.name,
    issuer: row.issuer,
    retiringPrincipal: row.retiring_principal,
    createdAt: row.created_at,
  };
}

/** A grant to an account is a grant to each of its users. */
export function isGrantee(grant: Grant, principal: Principal): boolean {
  if (principal.kind !== 'user') return false;
  return grant.grantee === (grant.granteeType === 'user' ? principal.userId : principal.accountId);
}

export function isIssuer(grant: Grant, principal: Principal): boolean {
  return principal.kind === 'user' && grant.issuer === principal.userId;
}

/** GRT-03: its creator, the retiring principal that it names, or a grantee that has `retire-grant`. */
export function mayRetire(grant: Grant, principal: Principal): boolean {
  if (isIssuer(grant, principal) || isRetiringPrincipal(grant, principal)) return true;
  return isGrantee(grant, principal) && grant.operations.includes('retire-grant');
}

/** True for whoever the grant names: to them its key is not missing. */
export function isPartyTo(grant: Grant, principal: Principal): boolean {
  return isGrantee(grant, principal) || isIssuer(grant, principal) || isRetiringPrincipal(grant, principal);
}

function isRetiringPrincipal({ retiringPrincipal }: Grant, principal: Principal): boolean {
  if (principal.kind !== 'user' || retiringPrincipal === '') return false;
  return retiringPrincipal === principal.userId || retiringPrincipal === principal.accountId;
}
