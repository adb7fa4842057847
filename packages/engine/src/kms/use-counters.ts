import type { Metric } from '../engine.ts';

/** Counts cryptographic operations that succeeded on this node, by kind, for /metrics. */
export class UseCounters {
  readonly #counts = new Map<string, number>();

  count(operation: string): void {
    this.#counts.set(operation, (this.#counts.get(operation) ?? 0) + 1);
  }

  metric(): Metric {
    return {
      name: 'kms_key_uses_total',
      help: 'Cryptographic operations that succeeded on this node, by operation.',
      type: 'counter',
      samples: [...this.#counts].map(([operation, value]) => ({ labels: { operation }, value })),
    };
  }
}
