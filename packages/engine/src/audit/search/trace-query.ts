import type { OperationInput } from '@dewpoint/contract';
import type { SequencedTrace } from '../../store/store.ts';
import { type Facet, facetOf } from '../tree/facets.ts';

/** What is looked for; everything that is given must match, letter for letter. */
export interface TraceQuery {
  readonly accountId: string;
  /** Traces of the account itself, which belong to no project, are found in every project; null looks in all of them. */
  readonly projectId: string | null;
  /** First and last ms of the time looked at. */
  readonly from: number;
  readonly to: number;
  readonly facet: Readonly<Partial<Facet>>;
  readonly resourceId: string | undefined;
  readonly resourceName: string | undefined;
}

export interface TracePage {
  /** Newest first. */
  readonly rows: readonly SequencedTrace[];
  /** Where to go on; null when there is nothing more. A page can be short and still have a next one. */
  readonly next: TracePosition | null;
}

/**
 * How far a search has come: before a leaf of the tree, before a row that was not in the tree yet, or before a time among the traces
 * of one resource.
 */
export type TracePosition =
  | { readonly kind: 'leaf'; readonly leaf: number }
  | { readonly kind: 'tail'; readonly seq: number }
  | { readonly kind: 'time'; readonly time: number; readonly seq: number };

const patterns = { leaf: /^l(\d{1,15})$/, tail: /^s(\d{1,15})$/, time: /^t(\d{1,15})-(\d{1,15})$/ };

export function encodePosition(position: TracePosition): string {
  if (position.kind === 'leaf') return `l${position.leaf}`;
  return position.kind === 'tail' ? `s${position.seq}` : `t${position.time}-${position.seq}`;
}

/** Null for text that no page ended with. */
export function decodePosition(text: string): TracePosition | null {
  const leaf = patterns.leaf.exec(text);
  if (leaf) return { kind: 'leaf', leaf: Number(leaf[1]) };
  const tail = patterns.tail.exec(text);
  if (tail) return { kind: 'tail', seq: Number(tail[1]) };
  const time = patterns.time.exec(text);
  return time ? { kind: 'time', time: Number(time[1]), seq: Number(time[2]) } : null;
}

/** True for a row that the query looks for. */
export function matches(query: TraceQuery, row: SequencedTrace): boolean {
  if (row.time < query.from || row.time > query.to) return false;
  if (query.resourceId !== undefined && row.resource_id !== query.resourceId) return false;
  if (query.resourceName !== undefined && row.resource_name !== query.resourceName) return false;
  return facetMatches(query, facetOf(row));
}

export function facetMatches(query: TraceQuery, facet: Facet): boolean {
  const elsewhere = facet.project_id !== '' && facet.project_id !== query.projectId;
  if (elsewhere && query.projectId !== null) return false;
  for (const dimension of facetDimensions) {
    const wanted = query.facet[dimension];
    if (wanted !== undefined && wanted !== facet[dimension]) return false;
  }
  return true;
}

/** Dimensions that a query can name. */
export const facetDimensions = [
  'service_type',
  'resource_type',
  'name',
  'user_name',
  'access_key_id',
  'rating',
  'trace_type',
  'enterprise_project_id',
] as const satisfies readonly (keyof Facet)[];

/** Dimensions that are columns of the traces themselves. */
export const facetColumns = [
  'service_type',
  'resource_type',
  'name',
  'user_name',
  'rating',
] as const satisfies readonly (typeof facetDimensions)[number][];

type ConsoleFilter = Pick<
  OperationInput<'cts.searchTraces'>,
  | 'traceType'
  | 'serviceType'
  | 'resourceType'
  | 'resourceId'
  | 'traceName'
  | 'resourceName'
  | 'user'
  | 'rating'
>;

/** The console's filters; an empty text is none. */
export function queryOf(
  scope: { readonly accountId: string; readonly projectId: string },
  time: { readonly from: number; readonly to: number },
  filter: ConsoleFilter & { accessKeyId?: string | undefined; enterpriseProjectId?: string | undefined },
): TraceQuery {
  return {
    ...scope,
    ...time,
    facet: given({
      service_type: filter.serviceType,
      resource_type: filter.resourceType,
      name: filter.traceName,
      user_name: filter.user,
      rating: filter.rating,
      trace_type: filter.traceType,
      access_key_id: filter.accessKeyId,
      enterprise_project_id: filter.enterpriseProjectId,
    }),
    resourceId: filter.resourceId || undefined,
    resourceName: filter.resourceName || undefined,
  };
}

function given(facet: { readonly [Name in keyof Facet]?: string | undefined }): Partial<Facet> {
  return Object.fromEntries(Object.entries(facet).filter(([, value]) => value));
}
