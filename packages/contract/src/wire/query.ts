import { z } from 'zod';
import { OperationError } from '../errors.ts';
import { annotationOfField, fieldSchema, type WireNaming, wireNameOf } from './schema.ts';

/** Query text as the edge has it: a parsed query string, or names with one or several values. */
export type QueryText = URLSearchParams | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Gives query text the JSON types that the schema wants: numbers, booleans, lists of repeated parameters. Validates nothing else. */
export type QueryReader = (query: QueryText) => Record<string, unknown>;

type Coercion = (text: string) => unknown;

const asNumber: Coercion = (text) => (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text);
const asBoolean: Coercion = (text) => (text === 'true' ? true : text === 'false' ? false : text);
const asText: Coercion = (text) => text;

export function compileQueryReader(schema: z.ZodType, naming: WireNaming): QueryReader {
  const inner = fieldSchema(schema);
  const readers = new Map<string, { readonly list: boolean; readonly coerce: Coercion }>();
  if (inner instanceof z.ZodObject) {
    for (const [name, field] of Object.entries(inner.shape)) {
      if (annotationOfField(field)?.header !== undefined) continue;
      const wire = fieldSchema(field);
      readers.set(
        wireNameOf(name, field, naming),
        wire instanceof z.ZodArray
          ? { list: true, coerce: coercionOf(fieldSchema(wire.element)) }
          : { list: false, coerce: coercionOf(wire) },
      );
    }
  }
  return (query) => {
    // Without a prototype, so that a parameter called __proto__ is an unknown field like any other.
    const out: Record<string, unknown> = Object.create(null);
    for (const [name, values] of valuesByName(query)) {
      const reader = readers.get(name);
      if (reader?.list) out[name] = values.map(reader.coerce);
      else if (values.length > 1 && reader) throw givenTwice(name);
      else out[name] = (reader?.coerce ?? asText)(values[0] ?? '');
    }
    return out;
  };
}

function coercionOf(schema: z.core.$ZodType): Coercion {
  if (schema instanceof z.ZodNumber) return asNumber;
  if (schema instanceof z.ZodBoolean) return asBoolean;
  return asText;
}

function valuesByName(query: QueryText): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (query instanceof URLSearchParams) {
    for (const [name, value] of query) found.set(name, [...(found.get(name) ?? []), value]);
  } else {
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) found.set(name, typeof value === 'string' ? [value] : value);
    }
  }
  return found;
}

function givenTwice(name: string): OperationError {
  return new OperationError('parameterInvalid', {
    field: name,
    message: `${name} is given more than once. Give it once.`,
  });
}
