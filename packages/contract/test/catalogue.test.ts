import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  edgeOperations,
  engineOperations,
  isBatchableOperationId,
  isEngineOperationId,
  isOperationId,
  operationIds,
  operationOf,
  operations,
} from '../src/catalogue.ts';
import { errorNames } from '../src/errors.ts';
import { wireJsonSchema } from '../src/openapi/json-schema.ts';
import type { OperationDefinition } from '../src/operation.ts';
import { operationsNotServed } from '../src/routes.ts';
import { bindingOf, fullPath, inputPlaceholders, placeholdersOf, type SurfaceName } from '../src/surface.ts';
import { compileWireCodec } from '../src/wire/codec.ts';
import { annotationOfField, fieldSchema, snakeCase, wireNameOf } from '../src/wire/schema.ts';
import {
  type DocumentedOperation,
  documentedActions,
  documentedAt,
  documentedTraces,
  kmsOperations,
  smnOperations,
} from './documented.ts';

const all: readonly OperationDefinition[] = operationIds.map(operationOf);
const named = all.map((operation) => ({ id: operation.id, operation }));
const onRest = named.filter(({ operation }) => operation.rest !== undefined);
const documentedOnRest = onRest.flatMap(({ id, operation }) => {
  const documents = documentsOf(operation);
  return documents === undefined ? [] : [{ id, operation, documents }];
});

function documentsOf({ rest }: OperationDefinition): DocumentedOperation | undefined {
  return rest && documentedAt(rest.method, rest.path);
}

/** A yes or no can say that material is there, not what it is. */
function isFlag(field: z.core.$ZodType): boolean {
  return fieldSchema(field) instanceof z.ZodBoolean;
}

/** Wire paths of all fields under a schema, e.g. `key_info.key_id`, `grants[].name`. */
function wireFields(
  schema: z.core.$ZodType,
  prefix = '',
): readonly { path: string; field: z.core.$ZodType }[] {
  const inner = fieldSchema(schema);
  if (inner instanceof z.ZodArray) return wireFields(inner.element, `${prefix}[]`);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([name, field]) => {
    const header = annotationOfField(field)?.header;
    const wireName = header ?? wireNameOf(name, field, 'snake');
    const path = prefix === '' ? wireName : `${prefix}.${wireName}`;
    return [{ path, field }, ...wireFields(field, path)];
  });
}

/** Documented fields that are not entered, and why. */
const leftOut: ReadonlySet<string> = new Set([
  'CreateUser user.areacode', // no telephone numbers are kept
  'CreateUser user.phone',
  'CreateUser user.pwd_status', // no password that must be changed at the first sign-in
  'CreateUser user.xuser_type', // users of foreign providers come into being by signing in
  'CreateUser user.xuser_id',
  // One endpoint a call.
  ...['protocol', 'endpoint', 'remark', 'extension'].map((name) => `AddSubscription subscriptions[].${name}`),
  // Of chat services and the like, which are not served.
  ...['client_id', 'client_secret', 'keyword', 'header', 'app_key', 'app_secret', 'robot_code'].flatMap(
    (name) => [`AddSubscription extension.${name}`, `AddSubscription subscriptions[].extension.${name}`],
  ),
  'AddSubscription subscriptions[].extension.sign_secret',
  // Of templates, which are not kept.
  'PublishMessage tags',
  'PublishMessage locale',
]);
/** Fields and values that are ours [decisions] or come from further clients [notes]. */
const extensions: ReadonlySet<string> = new Set([
  'KeystoneCreateUserTokenByPassword auth.identity.password.user.id',
  'KeystoneCreateUserTokenByPassword auth.identity.password.user.domain.id',
  'KeystoneCreateUserTokenByPassword auth.scope.project.domain',
  'KeystoneCreateUserTokenByPassword auth.scope.project.domain.id',
  'KeystoneCreateUserTokenByPassword auth.scope.project.domain.name',
  'BatchDeleteSecrets failed_secrets[].name',
  'BatchDeleteSecrets failed_secrets[].error_msg',
  'BatchImportSecrets secrets[].tags',
  'BatchImportSecrets secrets[].tags[].key',
  'BatchImportSecrets secrets[].tags[].value',
  'CreateSecret tags',
  'CreateSecret tags[].key',
  'CreateSecret tags[].value',
  // A rotation can be set up anew.
  'UpdateSecret rotation_config',
  'ListSecretTask tasks[].step',
  'ListSecretTask tasks[].version_id',
  'ListSecretTask tasks[].login',
  'ListSecretTask tasks[].finish_time',
  // My Credentials shows when a key was used last.
  'ListPermanentAccessKeys credentials[].last_use_time',
  'UpdatePermanentAccessKey credential.last_use_time',
  // The secret that was made up for a webhook without one.
  'AddSubscription extension',
  'AddSubscription extension.sign_secret',
]);
/** Messages that are text of the product. */
const wordsOfOurs: ReadonlySet<string> = new Set([
  'console.batch results[].error.message',
  'iam.deleteCustomPolicy message',
  'iam.checkPolicy problems[].message',
]);
/** Actions of calls that are not documented; named as their neighbours there are. */
const ownActions: ReadonlySet<string> = new Set([
  // The service of enterprise projects, whose documents are not among ours.
  ...['list', 'create', 'update', 'enable', 'disable'].map((verb) => `eps:enterpriseProjects:${verb}`),
  'kms:cmk:assignEnterpriseProject',
  'iam:users:updateUser',
  'iam:groups:getGroup',
  'iam:groups:updateGroup',
  'iam:groups:detachPolicyV5',
  'iam:permissions:removeUserFromGroup',
  'iam:permissions:revokeRoleFromGroupOnDomain',
  'iam:permissions:listRolesForGroupOnDomain',
  'iam:domains:createDomain',
  'iam:domains:updateDomain',
  'iam:domains:listDomains',
  'iam:securitypolicies:getAclPolicy',
  'iam:securitypolicies:getFourEyes',
  'iam:securitypolicies:updateFourEyes',
  'cts:trace:list',
  'csms::resendNotification',
  'iam:securitypolicies:updateAclPolicy',
  'iam:securitypolicies:getFlowControl',
  'iam:securitypolicies:updateFlowControl',
]);
/** Decided: everybody reads the projects of the own account, or no SDK finds the project it must sign for. */
const withoutDocumentedAction: ReadonlySet<string> = new Set([
  'KeystoneListProjects',
  'KeystoneShowProject',
  // Everybody manages the own access keys; the handlers ask for the action where it is somebody else's.
  'CreatePermanentAccessKey',
  'ListPermanentAccessKeys',
  'ShowPermanentAccessKey',
  'UpdatePermanentAccessKey',
  'DeletePermanentAccessKey',
  'CreateAccessKeyV5',
  'ListAccessKeysV5',
  'UpdateAccessKeyV5',
  'DeleteAccessKeyV5',
]);

describe('the catalogue', () => {
  it('has each operation once', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(operationIds).toHaveLength(
      Object.keys(engineOperations).length + Object.keys(edgeOperations).length,
    );
    for (const [id, operation] of Object.entries(operations)) expect(operation.id).toBe(id);
  });

  it('has each method and path once', () => {
    for (const surface of ['rest', 'console'] as const) {
      const places = all
        .filter((operation) => bindingOf(operation, surface) !== undefined)
        .map((operation) => {
          const path = fullPath(operation, surface).replaceAll(/\{[^}]+\}/g, '{}');
          return `${bindingOf(operation, surface)?.method} ${path}`;
        });
      expect(places.toSorted()).toEqual([...new Set(places)].toSorted());
    }
  });

  it('knows its own IDs only', () => {
    expect(isOperationId('kms.createKey')).toBe(true);
    expect(isEngineOperationId('kms.createKey')).toBe(true);
    expect(isEngineOperationId('iam.createToken')).toBe(false);
    for (const id of ['__proto__', 'constructor', 'kms.deriveSharedSecret', '']) {
      expect(isOperationId(id)).toBe(false);
      expect(isEngineOperationId(id)).toBe(false);
      expect(isBatchableOperationId(id)).toBe(false);
    }
  });

  it('KEY-06 KEY-07 KEY-08 KEY-15 SEC-08 runs exactly the changes of state and place for many keys or secrets at once', () => {
    expect(operationIds.filter(isBatchableOperationId).toSorted()).toEqual([
      'csms.cancelSecretDeletion',
      'csms.deleteSecret',
      'csms.scheduleSecretDeletion',
      'kms.assignEnterpriseProject',
      'kms.cancelKeyDeletion',
      'kms.disableKey',
      'kms.enableKey',
      'kms.scheduleKeyDeletion',
    ]);
  });

  it('KEY-16 answers no field that could hold the material of a key', () => {
    const holding = all.flatMap(({ output }) => wireFields(output)).filter(({ field }) => !isFlag(field));
    const names = holding.map(({ path }) => path);
    expect(names.filter((name) => /material(?!_expires_at)|private_key$|secret_key/.test(name))).toEqual([]);
  });
});

describe.each(named)('$id', ({ operation }) => {
  it('is coherent', () => {
    expect(operation.id).toMatch(new RegExp(`^${operation.service}\\.[a-z][A-Za-z0-9]+$`));
    expect(operation.rest ?? operation.console).toBeDefined();
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(operation.description).toMatch(/\.$/);
    expect(new Set(operation.refusals).size).toBe(operation.refusals.length);
    for (const name of operation.refusals) expect(errorNames).toContain(name);
    if (operation.public) expect(operation.action).toBeNull();
    if (operation.batchable) expect(operation.console).toBeDefined();
  });

  it('finds every placeholder of its paths in its input, and nothing else in braces', () => {
    for (const surface of ['rest', 'console'] as const satisfies readonly SurfaceName[]) {
      if (bindingOf(operation, surface) === undefined) continue;
      const fields = Object.entries(operation.input.shape).map(([name, field]) =>
        wireNameOf(name, field, surface === 'rest' ? 'snake' : 'camel'),
      );
      for (const name of inputPlaceholders(operation, surface)) expect(fields).toContain(name);
      const project = surface === 'rest' ? 'project_id' : 'projectId';
      const hasProject = placeholdersOf(fullPath(operation, surface)).includes(project);
      // Calls on the account may name a project as what they act on; it is then a field like any other.
      if (operation.scope === 'project' || surface === 'console') {
        expect(hasProject).toBe(operation.scope === 'project');
      }
      for (const name of bindingOf(operation, surface)?.queryFields ?? []) {
        expect(Object.keys(operation.input.shape)).toContain(name);
      }
    }
  });

  it('compiles on both surfaces, and its names come back from the wire', () => {
    for (const schema of [operation.input, operation.output]) {
      compileWireCodec(schema, 'camel');
      compileWireCodec(schema, 'snake');
      for (const [name, field] of Object.entries(schema.shape)) {
        if (annotationOfField(field)?.wireName !== undefined) continue;
        const back = snakeCase(name).replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
        expect(back).toBe(name);
      }
    }
  });

  it('TRC-01 annotates everything that may hold secret bytes', () => {
    const suspicious =
      /(^|[.\]])(plain_text|plain_text_base64|text|base64|data_key|datakey_dgst|random_data|cipher_text|message|mac|password|import_token|encrypted_key_material|encrypted_privatekey|private_key_plain_text|secret_string|secret_binary|secret_blob|private_key_cipher_text|X-Subject-Token)$/;
    for (const schema of [operation.input, operation.output]) {
      for (const { path, field } of wireFields(schema)) {
        if (fieldSchema(field) instanceof z.ZodObject) continue;
        if (!suspicious.test(path) || wordsOfOurs.has(`${operation.id} ${path}`)) continue;
        expect({ path, secret: annotationOfField(field)?.secret }).toEqual({ path, secret: true });
      }
    }
  });

  it('uses actions of the documents', () => {
    const actions = [operation.action, ...(operation.legacyActions ?? [])].filter((name) => name !== null);
    for (const action of actions) {
      if (!ownActions.has(action)) expect(documentedActions).toContain(action);
    }
  });
});

describe('the REST surface', () => {
  it('serves every operation on keys and topics of the documents, or says that it does not', () => {
    const served = documentedOnRest.map(({ documents }) => documents.id);
    // The version list answers at another address, because the root is the console page; `/v2` is one of `/{version_id}`.
    const own = [...operationsNotServed.map(({ id }) => id), 'ShowVersions', 'ListVersions', 'ListVersion'];
    expect(own.filter((id) => served.includes(id))).toEqual([]);
    const documented = [...kmsOperations, ...smnOperations];
    const documentedIds = documented.map(({ id }) => id);
    expect(documentedIds.filter((id) => !served.includes(id) && !own.includes(id))).toEqual([]);
    for (const { id, method, path } of operationsNotServed) {
      expect(documented).toContainEqual({ id, method, path });
    }
  });

  it('holds what the documents hold, and the decided extensions', () => {
    const undocumented = onRest.filter(({ operation }) => documentsOf(operation) === undefined);
    expect(undocumented.map(({ id }) => id)).toEqual([
      'kms.createDefaultKey',
      'smn.confirmSubscription',
      'cts.traceProof',
      'cts.showCheckpoint',
      'cts.proveConsistency',
      'iam.updateUser',
      'iam.changePassword',
      'iam.updateGroup',
      'iam.removeUserFromGroup',
      'iam.createAccount',
      'iam.updateAccount',
      'iam.detachGroupPolicy',
      'iam.revokeRoleFromGroupOnDomain',
      'iam.listRolesForGroupOnDomain',
      'iam.showVersions',
    ]);
  });
});

describe.each(documentedOnRest)('$id on the REST surface', ({ operation, documents }) => {
  it('has status, action and trace of the documents', () => {
    expect(operation.rest?.success ?? 200).toBe(documents.success);
    if (!withoutDocumentedAction.has(documents.id)) expect(operation.action).toBe(documents.action);
    const legacy = documents.legacyActions.filter((name) => name !== documents.action);
    expect(operation.legacyActions ?? []).toEqual(legacy);
    if (documents.trace !== null) {
      expect(operation.trace).toMatchObject({ name: documents.trace, resourceType: documents.traceResource });
      expect(documentedTraces.map(([name]) => name)).toContain(documents.trace);
    } else if (operation.service === 'kms' || operation.service === 'csms') {
      // Undocumented traces carry the name of the operation in the documents.
      expect(operation.trace?.name).toBe(documents.id[0]?.toLowerCase() + documents.id.slice(1));
    }
  });

  it('reads the fields of the documents', () => {
    const ours = wireFields(operation.input).map(({ path }) => path);
    const known = new Set(documents.request);
    expect(ours.filter((path) => !known.has(path) && !extensions.has(`${documents.id} ${path}`))).toEqual(
      ours.includes('sequence') && !known.has('sequence') ? ['sequence'] : [],
    );
    const missing = documents.request.filter((path) => !ours.includes(path));
    expect(missing.filter((path) => !leftOut.has(path) && !leftOut.has(`${documents.id} ${path}`))).toEqual(
      [],
    );
  });

  it('answers the fields of the documents, each with its JSON type', () => {
    const types = new Map(documents.response);
    for (const { path, field } of wireFields(operation.output)) {
      const list = path.endsWith('links.previous') || path.endsWith('links.next');
      if (list) continue; // always null, whatever type a page link would have
      if (extensions.has(`${documents.id} ${path}`)) continue;
      // Parts of Version 5.0, whose policies these calls list as well.
      if (/\.Statement\[\]\.Not(Action|Resource)$/.test(path)) continue;
      expect([...types.keys()]).toContain(path);
      const type = types.get(path);
      // Null when there is no further page, as the rule beside its type says.
      const ours = path === 'meta_data.marker' ? jsonTypeOf(field).replace(',null', '') : jsonTypeOf(field);
      if (type) expect({ path, type: ours }).toEqual({ path, type });
    }
  });
});

/** Type of a field on the wire, in the words of the documents. */
function jsonTypeOf(field: z.core.$ZodType): string {
  const json = wireJsonSchema(field as z.ZodType, 'snake', false);
  // The documents name no null beside the type of what may be absent.
  if (json.type !== 'array') return String([json.type].flat().filter((type) => String(type) !== 'null'));
  const items = json.items as { type?: string } | undefined;
  return `array<${items?.type}>`;
}
