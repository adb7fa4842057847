import type { EngineLog } from '../engine.ts';
import type { Change } from './store.ts';

/** Hands changes to everybody on this node who wants to hear of them. */
export class ChangeFeed {
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #log: EngineLog;

  constructor(log: EngineLog) {
    this.#log = log;
  }

  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(changes: readonly Change[]): void {
    for (const change of changes) {
      for (const listener of this.#listeners) {
        try {
          listener(change);
        } catch (error) {
          // The change is committed; one bad listener must not keep the others from hearing of it.
          this.#log.error('a listener of store changes failed', { change: change.kind, error });
        }
      }
    }
  }
}
