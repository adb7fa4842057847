import { operationIds, operationOf } from '../catalogue.ts';
import { errorBody } from '../error-body.ts';
import { errorRow } from '../errors.ts';
import type { OperationDefinition } from '../operation.ts';
import {
  bindingOf,
  fullPath,
  inputPlaceholders,
  namingOf,
  placeholdersOf,
  type SurfaceName,
  sendsBody,
} from '../surface.ts';
import { snakeCase } from '../wire/schema.ts';
import { headerFields, type JsonSchema, wireJsonSchema, wireObject } from './json-schema.ts';
import { refusalsOf } from './refusals.ts';
import { securityOf, securitySchemes } from './security.ts';

/** An OpenAPI 3.1 document; plain JSON. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: Readonly<Record<string, unknown>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

const surfaces: readonly SurfaceName[] = ['rest', 'console'];
const ERROR_REFERENCE = { $ref: '#/components/schemas/Error' };
const PROJECT_ID: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{32}$' };
const requestIdHeader = {
  description: 'Names the call in traces and logs.',
  schema: { type: 'string' },
};

/** Describes every operation of both surfaces (OPS-05). `version` is the product's, `serverUrl` the address that clients use. */
export function createOpenApiDocument({
  version,
  serverUrl,
}: {
  readonly version: string;
  readonly serverUrl: string;
}): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  const tags = new Map<string, string>();
  for (const surface of surfaces) {
    for (const operation of operationIds.map(operationOf)) {
      const binding = bindingOf(operation, surface);
      if (!binding) continue;
      const tag = tagOf(operation, surface);
      tags.set(tag.name, tag.description);
      const path = fullPath(operation, surface);
      const methods = paths[path] ?? {};
      paths[path] = { ...methods, [binding.method.toLowerCase()]: describe(operation, surface, tag.name) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dewpoint',
      version,
      description:
        'Keys, secrets, key pairs and the proof of what was done with them. Calls under `/console/api` serve the console in a browser; all others are for programs.',
    },
    servers: [{ url: serverUrl }],
    tags: [...tags].map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { Error: wireJsonSchema(errorBody, 'camel', false) },
      securitySchemes,
    },
  };
}

function tagOf(operation: OperationDefinition, surface: SurfaceName) {
  const service = operation.service.toUpperCase();
  if (surface === 'rest') return { name: service, description: `API of ${service} for programs.` };
  const name = operation.service === 'console' ? 'Console' : `Console: ${service}`;
  return { name, description: 'Calls of the console in a browser; they need its session.' };
}

function describe(operation: OperationDefinition, surface: SurfaceName, tag: string) {
  const { parameters, body } = requestOf(operation, surface);
  return {
    operationId: surface === 'rest' ? operation.id : `${operation.id}@console`,
    summary: operation.summary,
    description: descriptionOf(operation),
    tags: [tag],
    security: securityOf(operation, surface),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...successOf(operation, surface), ...errorsOf(operation, surface) },
  };
}

function descriptionOf({ description, action, grantOperation }: OperationDefinition): string {
  const needs =
    action === null
      ? ''
      : `\n\nNeeds \`${action}\`${grantOperation ? ` or a grant of \`${grantOperation}\`` : ''}.`;
  return description + needs;
}

function requestOf(operation: OperationDefinition, surface: SurfaceName) {
  const naming = namingOf[surface];
  const { properties, required } = wireObject(operation.input, naming);
  const binding = bindingOf(operation, surface);
  const inPath = new Set(inputPlaceholders(operation, surface));
  const names = Object.keys(properties).filter((name) => !inPath.has(name));
  const exceptions = (binding?.queryFields ?? []).map((name) =>
    naming === 'snake' ? snakeCase(name) : name,
  );
  const hasBody = binding !== undefined && sendsBody(binding);
  const inQuery = hasBody ? names.filter((name) => exceptions.includes(name)) : names;
  const inBody = hasBody ? names.filter((name) => !exceptions.includes(name)) : [];

  const parameters: Parameter[] = [
    ...placeholdersOf(fullPath(operation, surface)).map((name) => ({
      name,
      in: 'path' as const,
      required: true,
      schema: inPath.has(name) ? (properties[name] ?? {}) : PROJECT_ID,
    })),
    ...inQuery.map((name) => ({
      name,
      in: 'query' as const,
      required: required.includes(name),
      schema: properties[name] ?? {},
    })),
    ...headerFields(operation.input).map(({ header, required: needed, schema }) => ({
      name: header,
      in: 'header' as const,
      required: needed,
      schema,
    })),
  ];
  if (inBody.length === 0) return { parameters, body: undefined };
  const requiredInBody = required.filter((name) => inBody.includes(name));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(inBody.map((name) => [name, properties[name]])),
    ...(requiredInBody.length === 0 ? {} : { required: requiredInBody }),
    ...(surface === 'console' ? { additionalProperties: false } : {}),
  };
  return {
    parameters,
    body: { required: requiredInBody.length > 0, content: { 'application/json': { schema } } },
  };
}

function successOf(operation: OperationDefinition, surface: SurfaceName): Record<string, unknown> {
  const naming = namingOf[surface];
  const status = bindingOf(operation, surface)?.success ?? 200;
  const headers = Object.fromEntries(
    headerFields(operation.output).map(({ header, schema }) => [header, { schema }]),
  );
  const answer = {
    description: 'Done.',
    headers: { 'X-Request-Id': requestIdHeader, ...headers },
  };
  if (status === 204) return { [status]: answer };
  if (bindingOf(operation, surface)?.download === true) {
    return { [status]: { ...answer, content: { '*/*': { schema: { type: 'string' } } } } };
  }
  const schema = wireJsonSchema(operation.output, naming, false);
  return { [status]: { ...answer, content: { 'application/json': { schema } } } };
}

/** One answer for each HTTP status, listing the codes behind it. */
function errorsOf(operation: OperationDefinition, surface: SurfaceName): Record<string, unknown> {
  const rows = refusalsOf(operation, surface).map(errorRow);
  const byStatus = Map.groupBy(rows, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, errors]) => [
      status,
      {
        description: errors.map(({ code, message }) => `- \`${code}\` ${message}`).join('\n'),
        headers: { 'X-Request-Id': requestIdHeader, ...retryHeader(status) },
        content: { 'application/json': { schema: ERROR_REFERENCE } },
      },
    ]),
  );
}

function retryHeader(status: number) {
  if (status !== 429) return {};
  return {
    'Retry-After': {
      description: 'Seconds to wait before the next try.',
      schema: { type: 'integer', minimum: 1 },
    },
  };
}
