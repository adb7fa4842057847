import type { Binding, OperationDefinition } from './operation.ts';
import type { WireNaming } from './wire/schema.ts';

/** `rest`: the SDK-compatible API. `console`: the browser's, behind a session. */
export type SurfaceName = 'rest' | 'console';

export const namingOf: Readonly<Record<SurfaceName, WireNaming>> = { rest: 'snake', console: 'camel' };

/** Name of an input field as the surface writes it. The engine names fields as the REST surface does; what is camelCase already stays. */
export function fieldOn(surface: SurfaceName, field: string): string {
  return namingOf[surface] === 'snake'
    ? field
    : field.replace(/_([a-z0-9])/g, (_match, first: string) => first.toUpperCase());
}

/** Placeholder of the project that a call acts inside of; part of the context, not of the input. */
export const projectPlaceholder: Readonly<Record<SurfaceName, string>> = {
  rest: 'project_id',
  console: 'projectId',
};

const CONSOLE_PREFIX = '/console/api';

/** What of an operation says where it is offered. */
export type Placed = Pick<OperationDefinition, 'id' | 'scope' | 'rest' | 'console'>;

export function bindingOf(operation: Placed, surface: SurfaceName): Binding | undefined {
  return surface === 'rest' ? operation.rest : operation.console;
}

/** The whole path of an operation with its placeholders, e.g. `/console/api/projects/{projectId}/kms/keys/{keyId}`. */
export function fullPath(operation: Placed, surface: SurfaceName): string {
  const path = bindingOf(operation, surface)?.path;
  if (path === undefined)
    throw new TypeError(`contract: ${operation.id} is not offered on the ${surface} surface`);
  if (surface === 'rest') return path;
  return operation.scope === 'project'
    ? `${CONSOLE_PREFIX}/projects/{${projectPlaceholder.console}}${path}`
    : `${CONSOLE_PREFIX}${path}`;
}

/** Names in braces, in order. */
export function placeholdersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
}

/** Placeholders that are input fields: all but the context's project. */
export function inputPlaceholders(operation: Placed, surface: SurfaceName): readonly string[] {
  const names = placeholdersOf(fullPath(operation, surface));
  return operation.scope === 'project' ? names.filter((name) => name !== projectPlaceholder[surface]) : names;
}

/** True where the fields that have no other place travel in the body, false where in the query. */
export function sendsBody(binding: Binding): boolean {
  if (binding.method === 'GET') return false;
  return binding.method === 'DELETE' ? binding.bodyOnDelete === true : true;
}
