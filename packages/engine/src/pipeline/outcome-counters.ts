import type { ErrorName, OperationId } from '@dewpoint/contract';
import type { Metric } from '../engine.ts';

/** How often each operation ended how. */
export class OutcomeCounters {
  readonly #counts = new Map<OperationId, Map<'done' | ErrorName, number>>();

  count(operation: OperationId, outcome: 'done' | ErrorName): void {
    let outcomes = this.#counts.get(operation);
    if (!outcomes) {
      outcomes = new Map();
      this.#counts.set(operation, outcomes);
    }
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }

  metric(): Metric {
    return {
      name: 'operations_total',
      help: 'Operations by how they ended: done, or the name of the error.',
      type: 'counter',
      samples: [...this.#counts].flatMap(([operation, outcomes]) =>
        [...outcomes].map(([outcome, value]) => ({ labels: { operation, outcome }, value })),
      ),
    };
  }
}
