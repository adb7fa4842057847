import type { OperationDefinition } from '../src/operation.ts';

export const ABSENT = Symbol('absent');

/** A request that is taken, and the code that refuses it when one field has another value. */
export interface Table {
  readonly operation: OperationDefinition;
  readonly taken: Readonly<Record<string, unknown>>;
  readonly refused: readonly (readonly [field: string, value: unknown, code: string])[];
}
