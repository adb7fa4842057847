import { z } from 'zod';
import { annotationOfField, fieldSchema, type WireNaming, wireNameOf } from './codec.ts';

/** How inputs and outputs of an operation appear in its trace: names as on the REST surface, secrets as `***` (TRC-01, SEC-11). */
export interface TraceView {
  /** Of a value that passed validation, as handlers see it. Fields that the schema does not know are dropped. */
  ofDomain(value: unknown): unknown;
  /** Of a value that did not: only fields of the schema, long text cut, and nothing nested where the schema wants plain text. */
  ofWire(value: unknown, naming: WireNaming): unknown;
}

const REDACTED = '***';
const LONGEST_UNCHECKED_TEXT = 512;

/** Compiles a view once; keep it. Every traced operation runs through it, so it does not encode what it hides. */
export function compileTraceView(schema: z.ZodType): TraceView {
  return viewOf(schema);
}

const hidden: TraceView = {
  ofDomain: (value) => (value === undefined ? undefined : REDACTED),
  ofWire: (value) => (value === undefined ? undefined : REDACTED),
};

const plain: TraceView = { ofDomain: (value) => value, ofWire: unchecked };

function viewOf(schema: z.core.$ZodType): TraceView {
  if (annotationOfField(schema)?.secret) return hidden;
  const codec = codecOf(schema);
  const inner = viewOfShape(fieldSchema(schema));
  if (codec === null) return inner;
  return {
    ofDomain: (value) =>
      value === undefined || value === null ? value : inner.ofDomain(z.encode(codec, value)),
    ofWire: inner.ofWire,
  };
}

function viewOfShape(schema: z.core.$ZodType): TraceView {
  if (schema instanceof z.ZodObject) return objectView(schema);
  if (schema instanceof z.ZodArray) return arrayView(viewOf(schema.element));
  if (schema instanceof z.ZodRecord) return recordView(viewOf(schema.valueType));
  return plain;
}

function objectView(schema: z.ZodObject): TraceView {
  const fields = Object.entries(schema.shape).map(([name, field]) => ({
    camel: wireNameOf(name, field, 'camel'),
    name,
    snake: wireNameOf(name, field, 'snake'),
    view: viewOf(field),
  }));
  return {
    ofDomain(value) {
      if (!isObject(value)) return unchecked(value);
      const out: Record<string, unknown> = {};
      for (const field of fields) {
        const shown = field.view.ofDomain(value[field.name]);
        if (shown !== undefined) out[field.snake] = shown;
      }
      return out;
    },
    ofWire(value, naming) {
      if (!isObject(value)) return unchecked(value);
      const out: Record<string, unknown> = {};
      for (const field of fields) {
        const wireName = naming === 'snake' ? field.snake : field.camel;
        if (!Object.hasOwn(value, wireName)) continue;
        out[field.snake] = field.view.ofWire(value[wireName], naming);
      }
      return out;
    },
  };
}

function arrayView(element: TraceView): TraceView {
  return {
    ofDomain: (value) => (Array.isArray(value) ? value.map((v) => element.ofDomain(v)) : unchecked(value)),
    ofWire: (value, naming) =>
      Array.isArray(value) ? value.map((v) => element.ofWire(v, naming)) : unchecked(value),
  };
}

function recordView(entry: TraceView): TraceView {
  const each = (value: unknown, show: (v: unknown) => unknown) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, v]) => [key, show(v)]))
      : unchecked(value);
  return {
    ofDomain: (value) => each(value, (v) => entry.ofDomain(v)),
    ofWire: (value, naming) => each(value, (v) => entry.ofWire(v, naming)),
  };
}

/** What a caller put where the schema wants something else. */
function unchecked(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length > LONGEST_UNCHECKED_TEXT ? `${value.slice(0, LONGEST_UNCHECKED_TEXT)}…` : value;
  }
  return typeof value === 'object' && value !== null ? REDACTED : value;
}

/** The codec behind optional and nullable wrappers, if the field has one. */
function codecOf(schema: z.core.$ZodType): z.ZodPipe | null {
  let s = schema;
  for (;;) {
    if (s instanceof z.ZodPipe) return s;
    if (
      s instanceof z.ZodOptional ||
      s instanceof z.ZodNullable ||
      s instanceof z.ZodDefault ||
      s instanceof z.ZodPrefault ||
      s instanceof z.ZodReadonly
    ) {
      s = s.def.innerType;
    } else return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}
