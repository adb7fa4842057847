import type { Clock, Engine } from '@dewpoint/engine';

/** What the operations of the edge work with. */
export interface EdgeParts {
  readonly engine: Pick<
    Engine,
    'execute' | 'traceRefusal' | 'traceAnswer' | 'permittedOperations' | 'identity' | 'sessions'
  >;
  readonly clock: Clock;
  readonly publicOrigin: string;
  readonly region: string;
  /** What protects keys in storage (HSM-01). */
  readonly protection: { readonly kind: 'hsm' | 'software'; readonly detail: string };
  readonly provider: { readonly issuer: string; readonly foreign: boolean };
}
