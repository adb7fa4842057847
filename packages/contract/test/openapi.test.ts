import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { operationIds, operationOf } from '../src/catalogue.ts';
import { errorRow } from '../src/errors.ts';
import { createOpenApiDocument } from '../src/openapi/document.ts';
import { refusalsOf } from '../src/openapi/refusals.ts';
import { bindingOf, fullPath, placeholdersOf } from '../src/surface.ts';

const document = createOpenApiDocument({ version: '1.2.3', serverUrl: 'https://dewpoint.example' });

interface Described {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly { name: string; in: string; required: boolean }[];
  readonly requestBody?: { content: { 'application/json': { schema: { properties: object } } } };
  readonly responses: Readonly<
    Record<
      string,
      { description: string; headers: object; content?: { 'application/json': { schema: object } } }
    >
  >;
}

function described(path: string, method: string): Described {
  const found = document.paths[path]?.[method];
  return (found as Described | undefined) ?? expect.fail(`${method} ${path} is not described`);
}

const offered = operationIds.flatMap((id) =>
  (['rest', 'console'] as const)
    .filter((surface) => bindingOf(operationOf(id), surface) !== undefined)
    .map((surface) => ({ id, surface, operation: operationOf(id) })),
);

describe('OPS-05 the OpenAPI document', () => {
  it('is a valid OpenAPI 3.1 document and plain JSON', async () => {
    const plain = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
    expect(plain).toEqual(document);
    const validator = new Validator();
    expect(await validator.validate(plain)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('is found invalid by the validator when it is broken', async () => {
    const broken = { ...document, paths: { '/x': { get: { responses: { 200: {} } } } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it.each(offered)('describes $id of the $surface surface whole', ({ id, surface, operation }) => {
    const path = fullPath(operation, surface);
    const method = bindingOf(operation, surface)?.method.toLowerCase() ?? '';
    const found = described(path, method);
    expect(found.operationId).toBe(surface === 'rest' ? id : `${id}@console`);
    expect(found.security.length === 0).toBe(operation.public === true);
    const inPath = (found.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual(placeholdersOf(path));
    expect(inPath.every(({ required }) => required)).toBe(true);
    const success = String(bindingOf(operation, surface)?.success ?? 200);
    expect(Object.keys(found.responses)).toContain(success);
    for (const name of refusalsOf(operation, surface)) {
      const { code, status, message } = errorRow(name);
      expect(found.responses[status]?.description).toContain(`\`${code}\` ${message}`);
      expect(found.responses[status]?.content?.['application/json'].schema).toEqual({
        $ref: '#/components/schemas/Error',
      });
    }
  });

  it('has each operation ID once', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((entry) => (entry as Described).operationId),
    );
    expect(ids).toHaveLength(offered.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names fields as the surface does, and closes the bodies of the console', () => {
    const rest = described('/v1.0/{project_id}/kms/create-key', 'post').requestBody;
    expect(Object.keys(rest?.content['application/json'].schema.properties ?? {})).toContain('key_alias');
    expect(rest?.content['application/json'].schema).not.toHaveProperty('additionalProperties');
    const console = described('/console/api/projects/{projectId}/kms/keys', 'post').requestBody;
    expect(Object.keys(console?.content['application/json'].schema.properties ?? {})).toContain('keyAlias');
    expect(console?.content['application/json'].schema).toHaveProperty('additionalProperties', false);
  });

  it('puts fields where they travel', () => {
    const search = described('/console/api/projects/{projectId}/kms/keys', 'get');
    expect(search.requestBody).toBeUndefined();
    expect(search.parameters?.find(({ name }) => name === 'state')).toMatchObject({ in: 'query' });
    const token = described('/v3/auth/tokens', 'post');
    expect(token.parameters).toMatchObject([{ name: 'nocatalog', in: 'query', required: false }]);
    expect(token.responses[201]?.headers).toHaveProperty('X-Subject-Token');
    expect(JSON.stringify(token.responses[201]?.content)).not.toContain('subject_token');
    const check = described('/v3/auth/tokens', 'get');
    expect(check.parameters?.find(({ name }) => name === 'X-Subject-Token')).toMatchObject({
      in: 'header',
      required: true,
    });
  });

  it('describes nothing that is not served', () => {
    expect(JSON.stringify(document)).not.toContain('derive-shared-secret"');
    expect(document.paths).not.toHaveProperty('/v1.0/{project_id}/kms/derive-shared-secret');
  });

  it('lists the errors of fields', () => {
    const names = refusalsOf(operationOf('kms.scheduleKeyDeletion'), 'rest');
    expect(names).toContain('pendingDaysInvalid');
    expect(names).toContain('keyIdInvalid');
    expect(refusalsOf(operationOf('iam.showVersions'), 'rest')).not.toContain('credentialsMissing');
    expect(refusalsOf(operationOf('kms.enableKey'), 'console')).toContain('requestForged');
    expect(refusalsOf(operationOf('kms.viewKey'), 'console')).not.toContain('requestForged');
  });
});
