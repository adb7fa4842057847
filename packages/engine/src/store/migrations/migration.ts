import type { ColumnTypes, DialectName } from '../column-types.ts';
import type { Transaction } from '../store.ts';

/** One step forward of the schema. There are no steps back. */
export interface Migration {
  readonly name: string;
  /**
   * Runs once, in a transaction that also records it. Only the schema builder and raw SQL may be used: the types of `Transaction`
   * are those of today's tables, a step describes the schema as it was then.
   */
  up(database: Transaction, types: ColumnTypes, dialect: DialectName): Promise<void>;
}
