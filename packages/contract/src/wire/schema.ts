import { z } from 'zod';
import { annotationOf, type WireAnnotation } from './annotations.ts';

/** How names travel: `snake` on the REST surface (unknown fields ignored), `camel` on the console (unknown fields refused). */
export type WireNaming = 'snake' | 'camel';

type Wrapper = z.ZodOptional | z.ZodNullable | z.ZodDefault | z.ZodPrefault | z.ZodReadonly;

function isWrapper(schema: z.core.$ZodType): schema is Wrapper {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  );
}

/** The schema of what travels: behind optional, nullable, default and codec wrappers. */
export function fieldSchema(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  for (;;) {
    if (isWrapper(inner)) inner = inner.def.innerType;
    else if (inner instanceof z.ZodPipe) inner = inner.def.in;
    else return inner;
  }
}

/** True where the domain's value is not what travels. */
export function isCodec(schema: z.core.$ZodType): boolean {
  let inner = schema;
  while (isWrapper(inner)) inner = inner.def.innerType;
  return inner instanceof z.ZodPipe;
}

/** The annotation of a field, whether it stands on the wrapper or on what is wrapped. */
export function annotationOfField(schema: z.core.$ZodType): WireAnnotation | undefined {
  let inner = schema;
  for (;;) {
    const own = annotationOf(inner);
    if (own) return own;
    if (!isWrapper(inner)) return undefined;
    inner = inner.def.innerType;
  }
}

/** `keyId` → `key_id`; runs of capitals and digits stay together. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** Name of a field on the wire. */
export function wireNameOf(name: string, field: z.core.$ZodType, naming: WireNaming): string {
  if (naming === 'camel') return name;
  return annotationOfField(field)?.wireName ?? snakeCase(name);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}
