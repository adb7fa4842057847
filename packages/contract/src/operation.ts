import type { z } from 'zod';
import type { ErrorName } from './errors.ts';

/** The services of the product, as they appear in action names, traces and error codes. */
export type ServiceName = 'kms' | 'csms' | 'kps' | 'cts' | 'iam' | 'smn' | 'eps' | 'dhsm' | 'console';

/** What an operation acts inside of: a project (32 hex digits in the path), the caller's account, or nothing (sign-in, versions). */
export type OperationScope = 'project' | 'account' | 'none';

/**
 * What an operation does to its resource. It decides three things: `read` and `use` calls are not tracked for replay,
 * `create` is refused with 403 even to callers who may see nothing, and the console retries only `read`.
 */
export type OperationEffect = 'read' | 'use' | 'create' | 'change' | 'destroy';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Where a surface offers an operation. Placeholders in the path are wire names: `{key_id}` on REST, `{keyId}` on the console. */
export interface Binding {
  readonly method: HttpMethod;
  /** REST: absolute, with `{project_id}` where the scope is a project. Console: relative to `/console/api/projects/{projectId}` (project scope) or `/console/api`. */
  readonly path: string;
  /** HTTP status of a success; 200 when absent. 204 sends no body. */
  readonly success?: 200 | 201 | 202 | 204;
  /**
   * Where input fields travel: path placeholders and headers first; then all others in the query for GET and DELETE, in the body for
   * the rest. Here stand the exceptions: a DELETE with a body, and (domain names of) fields in the query of a call with a body.
   */
  readonly bodyOnDelete?: boolean;
  readonly queryFields?: readonly string[];
  /** Longest body in bytes where it is not the limit of the surface. */
  readonly maxBodyInBytes?: number;
  /** The answer is a file, not JSON: output is `{fileName, mediaType, content}` and `content` is the body. */
  readonly download?: boolean;
}

/** How an operation appears in the audit trail [G 2.3.2]. */
export interface TraceDefinition {
  /** The documents' trace name, e.g. `createKey`; a documented operation without one uses its operation name. */
  readonly name: string;
  /** `cmk`, `rng`, `csms`, `keypair`, `hsm`, … */
  readonly resourceType: string;
  /** Another name where an input field (domain name) has this value: one path, two documented traces. */
  readonly variant?: { readonly field: string; readonly equals: string; readonly name: string };
}

/**
 * One operation of the product, defined once. Routes, validation, permissions, traces, OpenAPI, the console's client and the mock
 * handlers of its tests all come from this object.
 *
 * `input` and `output` are zod schemas in the domain's camelCase. Their *input side* (`z.input`) is what travels on the wire before
 * renaming (numbers as text where KMS does that), their *output side* (`z.output`) is what handlers see.
 */
export interface OperationDefinition<
  Id extends string = string,
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> {
  /** `service.verbNoun`, unique, never reused. */
  readonly id: Id;
  readonly service: ServiceName;
  readonly summary: string;
  /** Markdown for the OpenAPI document: what it does, its states, its limits. */
  readonly description: string;
  readonly scope: OperationScope;
  readonly effect: OperationEffect;
  /** IAM action (identity-policy name) that a policy must allow; `null` for calls that anybody signed in may make, see `public`. */
  readonly action: string | null;
  /** Policy 1.1 names that mean the same action. */
  readonly legacyActions?: readonly string[];
  /** Grant operation (GRT-01) that also opens this call on the key named by `keyId`. */
  readonly grantOperation?: string;
  /** True for the few calls that need no credentials at all. */
  readonly public?: boolean;
  readonly trace: TraceDefinition | null;
  readonly input: Input;
  readonly output: Output;
  readonly rest?: Binding;
  readonly console?: Binding;
  /**
   * IAM-11: an act that destroys something, or plans its destruction, which nothing takes back once it has come. In the console it needs
   * a fresh sign-in, and with four eyes a second person.
   */
  readonly irreversible?: true;
  /** IAM-11: needs a fresh sign-in in the console. */
  readonly stepUp?: true;
  /** May be run for many inputs at once by the console's batch call (KEY-06, KEY-07, KEY-08). */
  readonly batchable?: boolean;
  /** Refusals beyond validation, permission and quota that the handler may answer with; documented in OpenAPI. */
  readonly refusals: readonly ErrorName[];
}

/** Keeps the literal types of an operation's parts: which surfaces it has is known by type. */
export function defineOperation<const Definition extends OperationDefinition>(
  definition: Definition,
): Readonly<Definition> {
  return Object.freeze(definition);
}

/** What a handler receives. */
export type InputOf<O extends OperationDefinition> = z.output<O['input']>;
/** What a handler returns. */
export type OutputOf<O extends OperationDefinition> = z.output<O['output']>;
/** What a client sends, before wire renaming. */
export type WireInputOf<O extends OperationDefinition> = z.input<O['input']>;
/** What a client receives, before wire renaming. */
export type WireOutputOf<O extends OperationDefinition> = z.input<O['output']>;
