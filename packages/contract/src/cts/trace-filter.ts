import { z } from 'zod';
import { annotate } from '../wire/annotations.ts';
import { traceRatingNames, traceTypeNames } from './names.ts';

const refused = { error: 'traceFilterInvalid', missing: 'traceFilterInvalid' } as const;

/** Text of a filter; an empty one is no filter. */
function filterText(max: number) {
  return annotate(z.string().max(max), refused).optional();
}

const epoch = annotate(z.int().min(0).max(9_999_999_999_999), refused).optional();

/** Filters of the console's trace list [G 2.3.2]; all that are given must match, letter for letter. */
export const traceFilter = {
  traceType: annotate(z.enum(traceTypeNames), refused).optional(),
  /** Trace source: `KMS`, `CSMS`, `KPS`, … */
  serviceType: filterText(64),
  resourceType: filterText(100),
  resourceId: filterText(350),
  traceName: filterText(64),
  resourceName: filterText(300),
  /** Operator: name of the user, or of the part of the product that acted by itself. */
  user: filterText(300),
  rating: annotate(z.enum(traceRatingNames), refused).optional(),
  /** First and last ms of the time looked at; the last seven days when absent. */
  from: epoch,
  to: epoch,
};

/** A trace ID: UUID in lower case. */
export const traceId = annotate(
  z
    .string()
    .regex(
      /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      'must be a UUID of 36 characters',
    ),
  refused,
);

export { epoch as optionalEpoch, filterText, refused as traceFilterErrors };
