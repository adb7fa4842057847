import * as keyLife from './kms/key-life.ts';
import type { InputOf, OperationDefinition, OutputOf } from './operation.ts';

/** Every operation the product serves. Adding an entry makes the engine's handler table incomplete, so it does not compile until it is handled. */
export const operations = { ...byId(keyLife) };

export type Operations = typeof operations;
export type OperationId = keyof Operations;
export type OperationInput<Id extends OperationId> = InputOf<Operations[Id]>;
export type OperationOutput<Id extends OperationId> = OutputOf<Operations[Id]>;

export function isOperationId(id: string): id is OperationId {
  return Object.hasOwn(operations, id);
}

type ById<M extends Record<string, OperationDefinition>> = { [K in keyof M as M[K]['id']]: M[K] };

/** A module of operations, keyed by operation id. */
function byId<M extends Record<string, OperationDefinition>>(module: M): ById<M> {
  return Object.fromEntries(Object.values(module).map((o) => [o.id, o])) as ById<M>;
}
