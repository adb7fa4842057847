import type { HttpMethod } from './operation.ts';

/** An operation of the documents that the product does not have, so that a client learns so instead of meeting an unknown address. */
export interface OperationNotServed {
  /** Name in the documents. */
  readonly id: string;
  readonly method: HttpMethod;
  readonly path: string;
  /** That it is not served, why, and what to do instead. */
  readonly message: string;
}

interface Group {
  /** Why, and what to do instead; a sentence each. */
  readonly reason: string;
  readonly operations: readonly (readonly [id: string, method: HttpMethod, path: string])[];
}

export function notServed(groups: readonly Group[]): readonly OperationNotServed[] {
  return groups.flatMap(({ reason, operations }) =>
    operations.map(([id, method, path]) => ({
      id,
      method,
      path,
      message: `${id} is not served by this product. ${reason}`,
    })),
  );
}
