import { z } from 'zod';
import { type ErrorName, OperationError } from '../errors.ts';
import { redactedLeaf, redactedRecord } from './redaction.ts';
import {
  annotationOfField,
  fieldSchema,
  isCodec,
  isPlainObject,
  type WireNaming,
  wireNameOf,
} from './schema.ts';

/** The four walks over a value of one schema, compiled to closures. */
export interface Shape {
  /** Renames; refuses unknown fields on the console. `path` is the wire path of the value, for messages. */
  fromWire(wire: unknown, path: string): unknown;
  toWire(value: unknown): unknown;
  redact(wire: unknown): unknown;
  redactDecoded(value: unknown): unknown;
  /** True: `fromWire` and `toWire` change nothing. */
  readonly plain: boolean;
}

const REDACTED = '***';
const MAX_DEPTH = 16;
/** Elements of a list that a trace keeps. */
const MAX_TRACED_ELEMENTS = 100;

export function compileShape(schema: z.core.$ZodType, naming: WireNaming, depth = 0): Shape {
  if (depth > MAX_DEPTH) throw new TypeError('contract: schema is nested too deeply; want at most 16 levels');
  const shape = compileInner(schema, naming, depth);
  return annotationOfField(schema)?.secret ? { ...shape, redact: hide, redactDecoded: hide } : shape;
}

function hide(value: unknown): unknown {
  return value === undefined || value === null ? value : REDACTED;
}

function compileInner(schema: z.core.$ZodType, naming: WireNaming, depth: number): Shape {
  const inner = fieldSchema(schema);
  if (inner instanceof z.ZodObject) return objectShape(schema, inner, naming, depth);
  if (inner instanceof z.ZodArray) return arrayShape(compileShape(inner.element, naming, depth + 1));
  if (inner instanceof z.ZodRecord)
    return recordShape(schema, compileShape(inner.valueType, naming, depth + 1));
  if (inner instanceof z.ZodUnknown) return opaqueShape;
  if (inner instanceof z.ZodLazy || inner instanceof z.ZodTuple || inner instanceof z.ZodIntersection) {
    throw new TypeError(
      'contract: only objects, arrays, records and scalars can travel; found a lazy schema, a tuple or an intersection',
    );
  }
  return leafShape(schema);
}

const unchanged = (value: unknown) => value;

function leafShape(schema: z.core.$ZodType): Shape {
  const decodedLeaf = isCodec(schema)
    ? (value: unknown) => (value === undefined ? undefined : redactedLeaf(z.encode(schema, value)))
    : redactedLeaf;
  return {
    fromWire: unchanged,
    toWire: unchanged,
    redact: redactedLeaf,
    redactDecoded: decodedLeaf,
    plain: true,
  };
}

/** What no schema describes may hold anything, so a trace holds none of it. */
const opaqueShape: Shape = {
  fromWire: unchanged,
  toWire: unchanged,
  redact: () => undefined,
  redactDecoded: () => undefined,
  plain: true,
};

/** Keys of a record are the user's own and are never renamed. */
function recordShape(schema: z.core.$ZodType, entry: Shape): Shape {
  const errorName = annotationOfField(schema)?.error ?? 'parameterInvalid';
  return {
    fromWire(wire, path) {
      // zod leaves this key out without a word; a ciphertext would then be bound to less than was asked for.
      if (isPlainObject(wire) && Object.hasOwn(wire, '__proto__')) {
        throw new OperationError(errorName, {
          field: path,
          message: `${path}: must not have a key __proto__.`,
        });
      }
      return wire;
    },
    toWire: unchanged,
    redact: (wire) => redactedRecord(wire, entry.redact),
    redactDecoded: (value) => redactedRecord(value, entry.redactDecoded),
    plain: false,
  };
}

interface Field {
  readonly name: string;
  readonly wireName: string;
  readonly shape: Shape;
}

function objectShape(field: z.core.$ZodType, schema: z.ZodObject, naming: WireNaming, depth: number): Shape {
  const fields: readonly Field[] = Object.entries(schema.shape)
    .filter(([, field]) => annotationOfField(field)?.header === undefined)
    .map(([name, field]) => ({
      name,
      wireName: wireNameOf(name, field, naming),
      shape: compileShape(field, naming, depth + 1),
    }));
  const wireNames = new Set(fields.map((field) => field.wireName));
  if (wireNames.size !== fields.length)
    throw new TypeError('contract: two fields of an object have one wire name');
  const { exact = false, error = 'parameterInvalid' } = annotationOfField(field) ?? {};
  const refuseUnknown = naming === 'camel' || exact;

  return {
    plain: false,
    fromWire(wire, path) {
      if (!isPlainObject(wire)) return wire;
      if (refuseUnknown) refuseUnknownFields(wire, wireNames, path, error);
      const out: Record<string, unknown> = {};
      for (const { name, wireName, shape } of fields) {
        if (!Object.hasOwn(wire, wireName)) continue;
        const value = wire[wireName];
        out[name] = shape.plain ? value : shape.fromWire(value, join(path, wireName));
      }
      return out;
    },
    toWire(value) {
      if (!isPlainObject(value)) return value;
      const out: Record<string, unknown> = {};
      for (const { name, wireName, shape } of fields) {
        const inner = value[name];
        if (inner !== undefined) out[wireName] = shape.plain ? inner : shape.toWire(inner);
      }
      return out;
    },
    redact: (wire) => copyKnown(wire, fields, 'wireName', 'redact'),
    redactDecoded: (value) => copyKnown(value, fields, 'name', 'redactDecoded'),
  };
}

function copyKnown(
  value: unknown,
  fields: readonly Field[],
  from: 'name' | 'wireName',
  walk: 'redact' | 'redactDecoded',
): unknown {
  if (!isPlainObject(value)) return undefined;
  const out: Record<string, unknown> = {};
  for (const field of fields) {
    if (!Object.hasOwn(value, field[from])) continue;
    const copy = field.shape[walk](value[field[from]]);
    if (copy !== undefined) out[field.wireName] = copy;
  }
  return out;
}

function arrayShape(element: Shape): Shape {
  const redactWith = (walk: (value: unknown) => unknown) => (value: unknown) =>
    Array.isArray(value)
      ? value
          .slice(0, MAX_TRACED_ELEMENTS)
          .map(walk)
          .filter((item) => item !== undefined)
      : undefined;
  return {
    fromWire: (wire, path) =>
      Array.isArray(wire) && !element.plain
        ? wire.map((item, index) => element.fromWire(item, join(path, String(index))))
        : wire,
    toWire: (value) => (Array.isArray(value) && !element.plain ? value.map(element.toWire) : value),
    redact: redactWith(element.redact),
    redactDecoded: redactWith(element.redactDecoded),
    plain: element.plain,
  };
}

function refuseUnknownFields(
  wire: Record<string, unknown>,
  known: ReadonlySet<string>,
  path: string,
  error: ErrorName,
): void {
  for (const key of Object.keys(wire)) {
    if (known.has(key)) continue;
    const field = join(path, key.length > 64 ? `${key.slice(0, 64)}…` : key);
    throw new OperationError(error, {
      field,
      message: `${field} is not a field of this operation. Remove it.`,
    });
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
