import { z } from 'zod';
import type { ErrorName } from '../errors.ts';

/** What a field carries beyond its shape. */
export interface WireAnnotation {
  /** Name on the REST wire where it is not the snake_case of the domain name (`existTagsNum`). */
  readonly wireName?: string;
  /** Error of a bad value; without it `parameterInvalid`. */
  readonly error?: ErrorName;
  /** Error of an absent value; without it `parameterMissing`. */
  readonly missing?: ErrorName;
  /** True: the value never reaches a trace or a log (TRC-01, SEC-11). Set for secrets, and for payloads too large to keep. */
  readonly secret?: boolean;
  /** True: an object with fields that the schema does not know is refused on both surfaces, because what is left out would change its meaning. */
  readonly exact?: boolean;
  /** The field of an input or output object travels in this HTTP header, never in body or query (`X-Subject-Token`). */
  readonly header?: string;
}

const registry = z.registry<WireAnnotation>();

/** Attaches an annotation to a copy of a schema, so that a shared field type can differ in its error from place to place. */
export function annotate<T extends z.ZodType>(schema: T, annotation: WireAnnotation): T {
  const copy = schema.clone() as T;
  registry.add(copy, { ...registry.get(schema), ...annotation });
  return copy;
}

export function annotationOf(schema: z.core.$ZodType): WireAnnotation | undefined {
  return registry.get(schema as z.ZodType);
}
