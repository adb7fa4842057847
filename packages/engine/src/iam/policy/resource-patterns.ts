import type { Resource } from '../../pipeline/handler.ts';
import { compileWildcard, type TextMatcher } from './wildcard.ts';

/** A thing as policies name it: `service:region:account:type:path`. */
export interface PolicyResource {
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** Every name of the type in lower case, the documents' one first. */
  readonly typeNames: readonly string[];
  readonly path: string;
}

/**
 * What a decision is about. `none`: an operation that acts on no single thing (create, list). `any`: is there something on which the
 * caller may do it (what screens offer).
 */
export type ResourceQuestion = PolicyResource | 'none' | 'any';

interface ResourceType {
  readonly service: string;
  /** As the documents write it. */
  readonly documentedName: string;
  /** What policies may also call it. */
  readonly otherNames?: readonly string[];
  /** The property that stands in the path. */
  readonly path: 'id' | 'name';
}

/** By the product's own name of the type, as traces write it. */
const resourceTypes: ReadonlyMap<string, ResourceType> = new Map([
  ['cmk', { service: 'kms', documentedName: 'KeyId', path: 'id' }],
  ['csms', { service: 'csms', documentedName: 'secretName', otherNames: ['secret'], path: 'name' }],
  ['keypair', { service: 'kps', documentedName: 'SSHKeyPair', path: 'name' }],
]);

const namesOfTypes: ReadonlyMap<string, readonly string[]> = new Map(
  [...resourceTypes].map(([name, { documentedName, otherNames = [] }]) => [
    name,
    [documentedName.toLowerCase(), name, ...otherNames],
  ]),
);

const typeNamesOf = (name: string): readonly string[] => namesOfTypes.get(name) ?? [name.toLowerCase()];

/** The things a service is about: what `kms:*:*:KeyId:*` takes in when a call acts on no single thing. */
const mainTypeNames: ReadonlyMap<string, readonly string[]> = new Map(
  [...resourceTypes].map(([name, type]) => [type.service, typeNamesOf(name)]),
);

/** @param service of the action, for types that the documents do not name */
export function policyResource(
  resource: Resource,
  service: string,
  region: string,
  accountId: string,
): PolicyResource {
  const type = resourceTypes.get(resource.type);
  return {
    service: type?.service ?? service,
    region,
    accountId,
    typeNames: typeNamesOf(resource.type),
    path: type?.path === 'name' ? resource.name : resource.id,
  };
}

/** The pattern that names exactly this thing, in any region and account, as a policy's author would write it. */
export function patternOf(resource: Resource, service: string): string {
  const type = resourceTypes.get(resource.type);
  const path = type?.path === 'name' ? resource.name : resource.id;
  return `${type?.service ?? service}:*:*:${type?.documentedName ?? resource.type}:${path}`;
}

const MAX_PATTERN_LENGTH = 1024;
const plainPart = /^[A-Za-z0-9_.*-]+$/;

/** Says what is wrong with a resource pattern, or null. */
export function problemOfResourcePattern(pattern: string): string | null {
  if (pattern === '*') return null;
  if (pattern.length > MAX_PATTERN_LENGTH) return `is longer than ${MAX_PATTERN_LENGTH} characters`;
  const parts = splitPattern(pattern);
  const form = 'write <service>:<region>:<account>:<type>:<path>, for example kms:*:*:KeyId:<key ID>';
  if (parts === null) return `does not have five parts; ${form}`;
  const [service, region, , type, path] = parts;
  if (![service, type].every((text) => plainPart.test(text))) return `has no valid service or type; ${form}`;
  // Region and account may be left empty: URNs of services without regions are written so.
  if (![region, parts[2]].every((text) => text === '' || plainPart.test(text))) {
    return `has no valid region or account; ${form}`;
  }
  return path === '' ? `has no path; ${form}` : null;
}

export interface ResourceMatcher {
  matches(resource: PolicyResource): boolean;
  /** True when the pattern takes in every thing of the service, so that it also speaks of calls that act on no single thing. */
  readonly coversAll: (service: string, region: string, accountId: string) => boolean;
  /** The one path that the pattern can match; null where it has an asterisk. */
  readonly exactPath: string | null;
}

/** The first four colons divide; names of things may hold colons themselves. */
function splitPattern(pattern: string): [string, string, string, string, string] | null {
  const parts = pattern.split(':');
  const [service, region, account, type, ...path] = parts;
  if (service === undefined || region === undefined || account === undefined || type === undefined)
    return null;
  return path.length === 0 ? null : [service, region, account, type, path.join(':')];
}

/** @throws TypeError for a pattern that `problemOfResourcePattern` refuses */
export function compileResourcePattern(pattern: string): ResourceMatcher {
  if (pattern === '*') return { matches: () => true, coversAll: () => true, exactPath: null };
  const parts = splitPattern(pattern);
  if (parts === null)
    throw new TypeError(`resource pattern ${JSON.stringify(pattern)} does not have five parts`);
  const service = compileWildcard(parts[0].toLowerCase());
  const region = compileWildcard(parts[1] === '' ? '*' : parts[1]);
  const account = compileWildcard(parts[2] === '' ? '*' : parts[2]);
  const type: TextMatcher = compileWildcard(parts[3].toLowerCase());
  const path = compileWildcard(parts[4]);
  const everyPath = /^\*+$/.test(parts[4]);
  return {
    exactPath: parts[4].includes('*') ? null : parts[4],
    matches: (resource) =>
      path(resource.path) &&
      resource.typeNames.some(type) &&
      service(resource.service) &&
      account(resource.accountId) &&
      region(resource.region),
    coversAll: (serviceName, regionName, accountId) =>
      everyPath &&
      (mainTypeNames.get(serviceName)?.some(type) ?? true) &&
      service(serviceName) &&
      region(regionName) &&
      account(accountId),
  };
}
