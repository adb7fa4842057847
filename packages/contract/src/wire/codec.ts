import { z } from 'zod';
import { OperationError } from '../errors.ts';
import { annotationOf, type WireAnnotation } from './annotations.ts';

/** How names travel: `snake` on the REST surface (unknown fields ignored), `camel` on the console (unknown fields refused). */
export type WireNaming = 'snake' | 'camel';

/** Turns wire JSON into domain input and domain output into wire JSON; the only place where names change. */
export interface WireCodec<Schema extends z.ZodType> {
  /** Throws `OperationError` naming the wire field and its mend. */
  decode(wire: unknown): z.output<Schema>;
  encode(value: z.output<Schema>): unknown;
  /** Copy of a wire value in which every field annotated `secret` is replaced by `***`; fields that the schema does not know are dropped. */
  redact(wire: unknown): unknown;
}

const REDACTED = '***';
const MAX_DEPTH = 16;

/** Compiles a codec once; keep it. */
export function compileWireCodec<Schema extends z.ZodType>(
  schema: Schema,
  naming: WireNaming,
): WireCodec<Schema> {
  const shape = compileShape(schema, naming, 0);
  const strict = naming === 'camel';
  return {
    decode(wire) {
      const renamed = shape.fromWire(wire, strict, []);
      const parsed = schema.safeDecode(renamed as z.input<Schema>);
      if (parsed.success) return parsed.data;
      throw refusalOf(schema, parsed.error, renamed, naming);
    },
    encode(value) {
      return shape.toWire(z.encode(schema, value));
    },
    redact(wire) {
      return shape.redact(wire);
    },
  };
}

interface Shape {
  fromWire(wire: unknown, strict: boolean, path: readonly string[]): unknown;
  toWire(value: unknown): unknown;
  redact(wire: unknown): unknown;
}

const leaf: Shape = { fromWire: (wire) => wire, toWire: (value) => value, redact: (wire) => wire };
const hidden: Shape = { ...leaf, redact: (wire) => (wire === undefined ? undefined : REDACTED) };

function compileShape(schema: z.core.$ZodType, naming: WireNaming, depth: number): Shape {
  if (depth > MAX_DEPTH) throw new TypeError('contract: schema is nested too deeply; want at most 16 levels');
  const inner = fieldSchema(schema);
  if (annotationOfField(schema)?.secret)
    return { ...compileShapeOf(inner, naming, depth), redact: hidden.redact };
  return compileShapeOf(inner, naming, depth);
}

function compileShapeOf(inner: z.core.$ZodType, naming: WireNaming, depth: number): Shape {
  if (inner instanceof z.ZodObject) return objectShape(inner, naming, depth);
  if (inner instanceof z.ZodArray) return arrayShape(compileShape(inner.element, naming, depth + 1));
  if (inner instanceof z.ZodRecord) return leaf; // keys of a record are the user's own and are never renamed
  return leaf;
}

function objectShape(schema: z.ZodObject, naming: WireNaming, depth: number): Shape {
  const fields = Object.entries(schema.shape).map(([name, field]) => ({
    name,
    wireName: wireNameOf(name, field, naming),
    shape: compileShape(field, naming, depth + 1),
  }));
  const byWireName = new Set(fields.map((f) => f.wireName));
  return {
    fromWire(wire, strict, path) {
      if (!isPlainObject(wire)) return wire;
      if (strict) {
        for (const key of Object.keys(wire)) {
          if (!byWireName.has(key)) throw unknownField([...path, key]);
        }
      }
      const out: Record<string, unknown> = {};
      for (const f of fields) {
        if (!Object.hasOwn(wire, f.wireName)) continue;
        out[f.name] = f.shape.fromWire(wire[f.wireName], strict, [...path, f.wireName]);
      }
      return out;
    },
    toWire(value) {
      if (!isPlainObject(value)) return value;
      const out: Record<string, unknown> = {};
      for (const f of fields) {
        const v = value[f.name];
        if (v !== undefined) out[f.wireName] = f.shape.toWire(v);
      }
      return out;
    },
    redact(wire) {
      if (!isPlainObject(wire)) return undefined;
      const out: Record<string, unknown> = {};
      for (const f of fields) {
        if (Object.hasOwn(wire, f.wireName)) out[f.wireName] = f.shape.redact(wire[f.wireName]);
      }
      return out;
    },
  };
}

function arrayShape(element: Shape): Shape {
  return {
    fromWire: (wire, strict, path) =>
      Array.isArray(wire) ? wire.map((v, i) => element.fromWire(v, strict, [...path, String(i)])) : wire,
    toWire: (value) => (Array.isArray(value) ? value.map((v) => element.toWire(v)) : value),
    redact: (wire) => (Array.isArray(wire) ? wire.map((v) => element.redact(v)) : undefined),
  };
}

/** The schema behind optional, nullable, default and codec wrappers. */
export function fieldSchema(schema: z.core.$ZodType): z.core.$ZodType {
  let s = schema;
  for (;;) {
    if (
      s instanceof z.ZodOptional ||
      s instanceof z.ZodNullable ||
      s instanceof z.ZodDefault ||
      s instanceof z.ZodPrefault ||
      s instanceof z.ZodReadonly
    ) {
      s = s.def.innerType;
    } else if (s instanceof z.ZodPipe) {
      s = s.def.in;
    } else return s;
  }
}

/** The annotation of a field, whether it stands on the wrapper or on what is wrapped. */
export function annotationOfField(schema: z.core.$ZodType): WireAnnotation | undefined {
  let s = schema;
  for (;;) {
    const own = annotationOf(s);
    if (own) return own;
    if (
      s instanceof z.ZodOptional ||
      s instanceof z.ZodNullable ||
      s instanceof z.ZodDefault ||
      s instanceof z.ZodPrefault ||
      s instanceof z.ZodReadonly
    ) {
      s = s.def.innerType;
    } else return undefined;
  }
}

/** `keyId` → `key_id`; runs of capitals and digits stay together. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** Name of a field on a surface. */
export function wireNameOf(name: string, field: z.core.$ZodType, naming: WireNaming): string {
  if (naming === 'camel') return name;
  return annotationOfField(field)?.wireName ?? snakeCase(name);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

function unknownField(path: readonly string[]): OperationError {
  const field = path.join('.');
  return new OperationError('parameterInvalid', {
    field,
    message: `${field} is not a field of this operation. Remove it.`,
  });
}

function refusalOf(schema: z.ZodType, error: z.ZodError, input: unknown, naming: WireNaming): OperationError {
  const issue = error.issues[0];
  const path = issue?.path ?? [];
  const wirePath: string[] = [];
  let at: z.core.$ZodType = schema;
  let annotation = annotationOfField(schema);
  let value: unknown = input;
  for (const step of path) {
    const inner = fieldSchema(at);
    let next: z.core.$ZodType | undefined;
    if (inner instanceof z.ZodObject) next = inner.shape[String(step)];
    else if (inner instanceof z.ZodArray) next = inner.element;
    else if (inner instanceof z.ZodRecord) next = inner.valueType as z.core.$ZodType;
    wirePath.push(
      next && inner instanceof z.ZodObject ? wireNameOf(String(step), next, naming) : String(step),
    );
    value =
      isPlainObject(value) || Array.isArray(value)
        ? (value as Record<PropertyKey, unknown>)[step as string]
        : undefined;
    if (!next) break;
    at = next;
    annotation = annotationOfField(next) ?? annotation;
  }
  const field = wirePath.join('.') || 'body';
  if (value === undefined && path.length > 0) {
    return new OperationError(annotation?.missing ?? 'parameterMissing', {
      field,
      message: `${field} is required.`,
    });
  }
  const errorName = annotation?.error ?? 'parameterInvalid';
  return new OperationError(errorName, { field, message: `${field}: ${issue?.message ?? 'is not valid'}.` });
}
