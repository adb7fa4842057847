import { z } from 'zod';
import { annotationOfField, type WireNaming, wireNameOf } from '../wire/schema.ts';

/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 embeds it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** An object on the wire, field by field, so that a caller can deal the fields out to path, query and body. */
export interface WireObject {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
}

/** What travels under a schema on a surface. Fields that travel in headers are not in it. */
export function wireJsonSchema(schema: z.ZodType, naming: WireNaming, closed: boolean): JsonSchema {
  const { $schema: _draft, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      dropSafeIntegerBounds(jsonSchema);
      if (zodSchema instanceof z.ZodObject) renameFields(zodSchema, jsonSchema, naming, closed);
    },
  });
  return json;
}

export function wireObject(schema: z.ZodObject, naming: WireNaming): WireObject {
  const { properties = {}, required = [] } = wireJsonSchema(schema, naming, naming === 'camel');
  return {
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [name, typeof field === 'boolean' ? {} : field]),
    ),
    required,
  };
}

/** The fields of an object that travel in headers: header name, schema, and whether it must be there. */
export function headerFields(schema: z.ZodObject) {
  return Object.values(schema.shape).flatMap((field) => {
    const header = annotationOfField(field)?.header;
    if (header === undefined) return [];
    const required = !z.safeParse(field, undefined).success;
    return [{ header, required, schema: wireJsonSchema(field as z.ZodType, 'camel', false) }];
  });
}

function renameFields(schema: z.ZodObject, json: JsonSchema, naming: WireNaming, closed: boolean): void {
  const required = new Set(json.required ?? []);
  const properties: Record<string, JsonSchema | boolean> = {};
  const renamed: string[] = [];
  for (const [name, field] of Object.entries(schema.shape)) {
    const property = json.properties?.[name];
    if (property === undefined || annotationOfField(field)?.header !== undefined) continue;
    const wireName = wireNameOf(name, field, naming);
    properties[wireName] = property;
    if (required.has(name)) renamed.push(wireName);
  }
  json.properties = properties as NonNullable<JsonSchema['properties']>;
  if (renamed.length > 0) json.required = renamed;
  else delete json.required;
  if (closed) json.additionalProperties = false;
}

/** zod bounds every whole number by what a double holds exactly; that says nothing about the field. */
function dropSafeIntegerBounds(json: JsonSchema): void {
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
}
