import { z } from 'zod';
import { compileQueryReader, type QueryText } from './query.ts';
import { refusalOf, ruleWords } from './refusal.ts';
import { annotationOfField, fieldSchema, isPlainObject, type WireNaming } from './schema.ts';
import { compileShape } from './shape.ts';

/** Reads a request header by name; undefined when it was not sent. */
export type HeaderReader = (name: string) => string | undefined;

/** Turns wire JSON into domain input and domain output into wire JSON; the only place where names change. */
export interface WireCodec<Schema extends z.ZodType> {
  /** Throws `OperationError` naming the wire field and its mend. */
  decode(wire: unknown, headerOf?: HeaderReader): z.output<Schema>;
  /** Query text with the JSON types that the schema wants, names unchanged; repeated parameters become lists. */
  readQuery(query: QueryText): Record<string, unknown>;
  /** `readQuery`, then `decode`. */
  decodeQuery(query: QueryText, headerOf?: HeaderReader): z.output<Schema>;
  /** Throws zod's error when the value is not what the schema promises: a fault of ours, never of the client. */
  encode(value: z.output<Schema>): unknown;
  /** The fields that travel in headers, by header name. */
  encodeHeaders(value: z.output<Schema>): Readonly<Record<string, string>>;
  /** Copy of a wire value for a trace: fields annotated `secret` become `***`; what the schema does not know is dropped. */
  redact(wire: unknown): unknown;
  /** The same from a decoded value, under wire names; secret fields are not even encoded. */
  redactDecoded(value: unknown): unknown;
}

const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({});

/** Compiles a codec once; keep it. */
export function compileWireCodec<Schema extends z.ZodType>(
  schema: Schema,
  naming: WireNaming,
): WireCodec<Schema> {
  const shape = compileShape(schema, naming);
  const readQuery = compileQueryReader(schema, naming);
  const headers = headerFields(schema);
  const parsing = { error: ruleWords };

  function decode(wire: unknown, headerOf?: HeaderReader): z.output<Schema> {
    const renamed = shape.fromWire(wire, '');
    if (headers.length > 0 && isPlainObject(renamed)) {
      for (const { name, header } of headers) renamed[name] = headerOf?.(header);
    }
    const parsed = schema.safeDecode(renamed as z.input<Schema>, parsing);
    if (parsed.success) return parsed.data;
    throw refusalOf(schema, parsed.error, renamed, naming);
  }

  return {
    decode,
    readQuery,
    decodeQuery: (query, headerOf) => decode(readQuery(query), headerOf),
    encode: (value) => shape.toWire(z.encode(schema, value)),
    encodeHeaders(value) {
      if (headers.length === 0 || !isPlainObject(value)) return NO_HEADERS;
      const present = headers.filter(({ name }) => value[name] !== undefined);
      return Object.fromEntries(present.map(({ name, header }) => [header, String(value[name])]));
    },
    redact: shape.redact,
    redactDecoded: shape.redactDecoded,
  };
}

function headerFields(schema: z.ZodType): readonly { readonly name: string; readonly header: string }[] {
  const inner = fieldSchema(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([name, field]) => {
    const header = annotationOfField(field)?.header;
    return header === undefined ? [] : [{ name, header }];
  });
}
