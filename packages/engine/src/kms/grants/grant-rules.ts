import { type GrantOperation, grantableOperations, OperationError } from '@dewpoint/contract';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Grant } from './grant.ts';

/** GRT-01: grants that one key can have. */
export const GRANTS_PER_KEY = 100;

/** @throws OperationError for a default key (KEY-11) and for a key that is not enabled */
export function checkGrantable(key: KeyRecord): void {
  if (key.defaultService !== null) throw new OperationError('defaultKeyRefused');
  if (key.state !== 'enabled') throw new OperationError('keyNotEnabled');
}

/**
 * The operations of a new grant, each once.
 * @throws OperationError `grantOnlyCreateGrant`, or `grantNotCreated` naming what the key's usage does not have
 */
export function checkOperations(
  key: KeyRecord,
  wanted: readonly GrantOperation[],
): readonly GrantOperation[] {
  const operations = [...new Set(wanted)];
  if (operations.length === 1 && operations[0] === 'create-grant') {
    throw new OperationError('grantOnlyCreateGrant', { field: 'operations' });
  }
  const grantable = grantableOperations(key.spec.name, key.usage);
  const misfits = operations.filter((operation) => !grantable.includes(operation));
  if (misfits.length > 0) {
    throw new OperationError('grantNotCreated', {
      field: 'operations',
      message: `An ${key.spec.name} key with usage ${key.usage} does not have ${misfits.join(', ')}. Leave that out.`,
    });
  }
  return operations;
}

/**
 * GRT-02: who makes a grant by a grant hands on only what it has itself.
 * @param held grants of the caller on the key
 * @throws OperationError `grantNotCreated`
 */
export function checkDelegation(wanted: readonly GrantOperation[], held: readonly Grant[]): void {
  const has = new Set(held.flatMap((grant) => grant.operations));
  const lacking = wanted.filter((operation) => !has.has(operation));
  if (lacking.length === 0) return;
  throw new OperationError('grantNotCreated', {
    field: 'operations',
    message: `You can hand on only operations that you have on this key yourself. You do not have ${lacking.join(', ')}.`,
  });
}
