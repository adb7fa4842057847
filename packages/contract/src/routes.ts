import { z } from 'zod';
import {
  type EdgeOperationId,
  type EngineOperationId,
  isEngineOperationId,
  type OperationId,
  type OperationInput,
  type OperationOutput,
  operationIds,
  operationOf,
} from './catalogue.ts';
import { OperationError } from './errors.ts';
import { keyOperationsNotServed } from './kms/not-served.ts';
import type { OperationNotServed } from './not-served.ts';
import type { HttpMethod, OperationDefinition } from './operation.ts';
import { type PathMatch, PathTree, type PathValues } from './path-tree.ts';
import { topicOperationsNotServed } from './smn/not-served.ts';
import {
  bindingOf,
  fullPath,
  inputPlaceholders,
  namingOf,
  projectPlaceholder,
  type SurfaceName,
  sendsBody,
} from './surface.ts';
import { compileWireCodec, type HeaderReader } from './wire/codec.ts';
import type { QueryText } from './wire/query.ts';
import { isPlainObject, snakeCase } from './wire/schema.ts';

/** The parts of a request that can hold input. `body` is parsed JSON (`parseJsonBody`); not looked at where a call has none. */
export interface RequestParts {
  readonly pathValues: PathValues;
  readonly query: QueryText;
  readonly body: unknown;
}

/** What answers a success. `body` is undefined where the status has none. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Instead of `body`: the text of a file, with its media type. */
  readonly file?: { readonly mediaType: string; readonly content: string };
}

/** An operation on a surface, ready to be called. It knows of HTTP, but of no web framework. */
export interface Route<Id extends OperationId> {
  readonly surface: SurfaceName;
  readonly operationId: Id;
  readonly operation: OperationDefinition;
  readonly method: HttpMethod;
  /** Whole path with placeholders. */
  readonly path: string;
  readonly successStatus: number;
  /** True where the edge must read a JSON body. */
  readonly hasBody: boolean;
  /** Longest body in bytes; undefined: the limit of the surface. */
  readonly maxBodyInBytes: number | undefined;
  /** The project in the path; null where the operation acts inside none. */
  projectIdOf(pathValues: PathValues): string | null;
  /** Input as it came, collected from path, query and body under wire names; not validated. Refuses a field that differs between two places. */
  wireInput(parts: RequestParts): unknown;
  /** Throws `OperationError` naming the wire field and its mend. */
  decode(wireInput: unknown, headerOf?: HeaderReader): OperationInput<Id>;
  /** `wireInput` for a trace or a log: no secrets, nothing that the operation does not know. */
  redact(wireInput: unknown): unknown;
  encode(output: OperationOutput<Id>): Answer;
}

/** Discriminated by who serves the operation, so that input and port fit by type. */
export type AnyRoute =
  | (Route<EngineOperationId> & { readonly servedBy: 'engine' })
  | (Route<EdgeOperationId> & { readonly servedBy: 'edge' });

/** `notServed`: the documents know the operation and the product does not have it; the message says so and what to do instead. */
export type RouteMatch = PathMatch<AnyRoute> | { readonly kind: 'notServed'; readonly message: string };

/** Of the documents, and not of the product. */
export const operationsNotServed: readonly OperationNotServed[] = [
  ...keyOperationsNotServed,
  ...topicOperationsNotServed,
];

const notServed = new PathTree<string>();
for (const { method, path, message } of operationsNotServed) notServed.add(method, path, message);

interface RouteTable {
  readonly routes: readonly AnyRoute[];
  readonly tree: PathTree<AnyRoute>;
  /** What was found lately, by method and raw path: programs call a few addresses over and over. */
  readonly found: Map<string, PathMatch<AnyRoute>>;
}

const MOST_FOUND_KEPT = 1_024;
/** Longer addresses are looked up each time, so that what is kept stays small. */
const LONGEST_KEPT = 256;

const tables = new Map<SurfaceName, RouteTable>();

function tableOf(surface: SurfaceName): RouteTable {
  const known = tables.get(surface);
  if (known) return known;
  const routes = operationIds
    .filter((id) => bindingOf(operationOf(id), surface) !== undefined)
    .map((id) => anyRoute(id, surface));
  const tree = new PathTree<AnyRoute>();
  for (const route of routes) tree.add(route.method, route.path, route);
  const table: RouteTable = { routes, tree, found: new Map() };
  tables.set(surface, table);
  return table;
}

/** Every operation that a surface offers. Compiled at the first call. */
export function routesOf(surface: SurfaceName): readonly AnyRoute[] {
  return tableOf(surface).routes;
}

/** Finds the operation behind method and raw path (without query), or says that the path is known and the method is not. */
export function matchRoute(surface: SurfaceName, method: string, path: string): RouteMatch {
  const served = matchServed(tableOf(surface), method, path);
  if (served.kind === 'found' || surface !== 'rest') return served;
  const known = notServed.match(method, path);
  return known.kind === 'found' ? { kind: 'notServed', message: known.entry } : served;
}

function matchServed({ tree, found }: RouteTable, method: string, path: string): PathMatch<AnyRoute> {
  const key = `${method} ${path}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const match = tree.match(method, path);
  if (match.kind !== 'found' || key.length > LONGEST_KEPT) return match;
  if (found.size >= MOST_FOUND_KEPT) found.clear();
  found.set(key, match);
  return match;
}

function anyRoute(id: OperationId, surface: SurfaceName): AnyRoute {
  return isEngineOperationId(id)
    ? { ...compileRoute(id, surface), servedBy: 'engine' }
    : { ...compileRoute(id, surface), servedBy: 'edge' };
}

/** One operation on one surface; `routesOf` and `matchRoute` keep theirs. */
export function compileRoute<Id extends OperationId>(id: Id, surface: SurfaceName): Route<Id> {
  const operation = operationOf(id);
  const binding = bindingOf(operation, surface);
  if (!binding) throw new TypeError(`contract: ${id} is not offered on the ${surface} surface`);
  const naming = namingOf[surface];
  const input = compileWireCodec(operation.input, naming);
  const output = compileWireCodec(operation.output, naming);
  const successStatus = binding.success ?? 200;
  const hasBody = sendsBody(binding);
  const fromPath = inputPlaceholders(operation, surface);
  const fromQuery = (binding.queryFields ?? []).map((name) => (naming === 'snake' ? snakeCase(name) : name));

  return {
    surface,
    operationId: id,
    operation,
    method: binding.method,
    path: fullPath(operation, surface),
    successStatus,
    hasBody,
    maxBodyInBytes: binding.maxBodyInBytes,
    projectIdOf: (values) =>
      operation.scope === 'project' ? (values[projectPlaceholder[surface]] ?? null) : null,
    wireInput({ pathValues, query, body }) {
      const main = hasBody ? body : input.readQuery(query);
      if (fromPath.length + fromQuery.length === 0 || !isPlainObject(main)) return main;
      const placed = input.readQuery({
        ...pick(toRecord(query), fromQuery),
        ...pick(pathValues, fromPath),
      });
      return joined(main, placed);
    },
    decode: (wire, headerOf) => input.decode(wire, headerOf) as OperationInput<Id>,
    redact: input.redact,
    encode(value) {
      if (binding.download === true) return downloadAnswer(successStatus, value);
      const body = successStatus === 204 ? undefined : output.encode(value);
      return { status: successStatus, headers: output.encodeHeaders(value), body };
    },
  };
}

const file = z.object({
  fileName: z.string().regex(/^[A-Za-z0-9._-]{1,128}$/),
  mediaType: z.string(),
  content: z.string(),
});

/** Throws zod's error when the value is no file: a fault of ours, never of the client. */
function downloadAnswer(status: number, value: unknown): Answer {
  const { fileName, mediaType, content } = file.parse(value);
  return {
    status,
    headers: { 'Content-Disposition': `attachment; filename="${fileName}"` },
    body: undefined,
    file: { mediaType, content },
  };
}

function toRecord(query: QueryText): Readonly<Record<string, string | readonly string[] | undefined>> {
  if (!(query instanceof URLSearchParams)) return query;
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

function pick<Value>(from: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(from, name) ? from[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Both objects in one; a field that says one thing in the URL and another in the body is refused. */
function joined(main: Record<string, unknown>, placed: Record<string, unknown>): Record<string, unknown> {
  const out = { ...main };
  for (const [name, value] of Object.entries(placed)) {
    if (Object.hasOwn(out, name) && out[name] !== value) {
      throw new OperationError('parameterInvalid', {
        field: name,
        message: `${name} is part of the URL and differs in the body. Send it in the URL only.`,
      });
    }
    out[name] = value;
  }
  return out;
}
