import { annotationOf } from '@dewpoint/contract';
import { z } from 'zod';

/** Values of a schema in which every secret field holds the marker, and one field that is no secret holds the control. */
export interface Marks {
  /** In secret fields; long enough not to come up by chance. */
  readonly marker: string;
  /** In fields that traces show. */
  readonly control: string;
}

/** What handlers take and give: bytes are bytes. */
export function decodedValue(schema: z.core.$ZodType, marks: Marks, secret = false): unknown {
  const inner = unwrapped(schema);
  const isSecret = secret || isMarkedSecret(schema);
  if (inner instanceof z.ZodPipe && !isSecret) return firstDecoded(inner);
  if (inner instanceof z.ZodPipe) return decodedValue(inner.def.out, marks, isSecret);
  if (inner instanceof z.ZodCustom) return Buffer.from(isSecret ? marks.marker : marks.control);
  return plainValue(inner, marks, isSecret, decodedValue);
}

const wireSamples = [
  '64',
  64,
  '2',
  '1',
  '7',
  'true',
  '',
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.000000Z',
  'AAAA',
  Buffer.alloc(32).toString('base64'),
  '00'.repeat(32),
  'a=b',
  'v1',
  [],
];

/** Any value that the codec of a field without secrets takes. */
function firstDecoded(codec: z.ZodPipe): unknown {
  const enumerated = unwrapped(codec.def.in);
  const samples = enumerated instanceof z.ZodEnum ? enumerated.options : wireSamples;
  for (const sample of samples) {
    const decoded = codec.safeDecode(sample as never);
    if (decoded.success) return decoded.data;
  }
  throw new Error(
    `no sample fits a codec; add one: ${JSON.stringify(z.toJSONSchema(codec, { io: 'input', unrepresentable: 'any' }))}`,
  );
}

/** What travels: bytes are text of either encoding. */
export function wireValue(schema: z.core.$ZodType, marks: Marks, secret = false): unknown {
  const inner = unwrapped(schema);
  const isSecret = secret || isMarkedSecret(schema);
  if (inner instanceof z.ZodPipe) return wireValue(inner.def.in, marks, isSecret);
  return plainValue(inner, marks, isSecret, wireValue);
}

function plainValue(
  schema: z.core.$ZodType,
  marks: Marks,
  secret: boolean,
  value: (schema: z.core.$ZodType, marks: Marks, secret: boolean) => unknown,
): unknown {
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [name, value(field, marks, secret)]),
    );
  }
  if (schema instanceof z.ZodArray) return [value(schema.element, marks, secret)];
  if (schema instanceof z.ZodRecord)
    return { [secret ? marks.marker : 'key']: secret ? marks.marker : marks.control };
  if (schema instanceof z.ZodEnum && !secret) return schema.options[0];
  if (schema instanceof z.ZodNumber) return 7;
  if (schema instanceof z.ZodBoolean) return true;
  return secret ? marks.marker : marks.control;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  for (;;) {
    if (
      inner instanceof z.ZodOptional ||
      inner instanceof z.ZodNullable ||
      inner instanceof z.ZodDefault ||
      inner instanceof z.ZodPrefault ||
      inner instanceof z.ZodReadonly
    ) {
      inner = inner.def.innerType;
    } else if (inner instanceof z.ZodUnion) {
      const [first] = inner.def.options;
      if (!first) return inner;
      inner = first;
    } else return inner;
  }
}

/** True where the schema, or what it wraps, is annotated as secret. */
function isMarkedSecret(schema: z.core.$ZodType): boolean {
  let inner = schema;
  for (;;) {
    if (annotationOf(inner)?.secret === true) return true;
    if ('innerType' in inner._zod.def && inner._zod.def.innerType instanceof z.ZodType)
      inner = inner._zod.def.innerType;
    else return false;
  }
}

/** Number of secret fields under a schema. */
export function countSecrets(schema: z.core.$ZodType): number {
  const marks = { marker: 'MARKER', control: '' };
  const text = JSON.stringify(wireValue(schema, marks)) ?? '';
  return text.split('MARKER').length - 1;
}
