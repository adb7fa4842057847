import { type TraceTypeName, traceTypeNames } from '@dewpoint/contract';
import { z } from 'zod';
import type { Channel, Principal, RequestContext } from '../context.ts';
import type { TraceRow } from '../store/store.ts';
import type { TraceRecord } from './audit.ts';

/**
 * What the column `body` of a trace holds: all of [G 2.3.2] that has no column of its own, as JSON without whitespace, members in this order.
 * `request` and `response` are the wire JSON of the call. What other columns say, or what is the same in every trace, is not in it: traces
 * are most of what a store holds, and every operation waits until its own is on the disk.
 */
const currentBody = z.object({
  api_version: z.string(),
  enterprise_project_id: z.string(),
  message: z.string(),
  operation_id: z.string(),
  read_only: z.boolean(),
  request: z.unknown(),
  response: z.unknown(),
  trace_type: z.enum(traceTypeNames),
  user: z.object({
    access_key_id: z.string().optional(),
    account_name: z.string(),
    /** ms since 1970 UTC, not always whole ones: a provider's token may tell parts of a second. Only users have it. */
    authenticated_at: z.number().optional(),
    invoked_by: z.array(z.string()).optional(),
    /** Present when it is true. */
    multi_factor: z.literal(true).optional(),
    type: z.string(),
  }),
});

/** The `user` object of [G 2.3.2]. */
const user = z.object({
  access_key_id: z.string().optional(),
  account_id: z.string(),
  domain: z.object({ id: z.string(), name: z.string() }),
  id: z.string(),
  name: z.string(),
  invoked_by: z.array(z.string()).optional(),
  principal_id: z.string().optional(),
  principal_is_root_user: z.string().optional(),
  principal_urn: z.string().optional(),
  session_context: z
    .object({ attributes: z.object({ created_at: z.string(), mfa_authenticated: z.string() }) })
    .optional(),
  type: z.string(),
  user_name: z.string(),
});

export type TraceUser = z.output<typeof user>;

/** Releases before migration 0022 wrote the whole of it. Rows never change: their bytes are in the tree. */
const earlierBody = z.object({ ...currentBody.shape, user });

const body = z.union([currentBody, earlierBody]);

/** What a trace says beside its columns, as [G 2.3.2] has it. */
export type TraceBody = z.output<typeof earlierBody>;

/** Reads a row of this release or of an earlier one. Throws `ZodError` for one that nobody wrote. */
export function readTraceBody(row: TraceRow): TraceBody {
  const read = body.parse(JSON.parse(row.body));
  return isEarlier(read) ? read : { ...read, user: wholeUser(row, read.user) };
}

function isEarlier(read: z.output<typeof body>): read is TraceBody {
  return 'domain' in read.user;
}

function wholeUser(row: TraceRow, said: z.output<typeof currentBody>['user']): TraceUser {
  const { access_key_id, account_name, authenticated_at, invoked_by, multi_factor = false, type } = said;
  const common = {
    ...(access_key_id === undefined ? {} : { access_key_id }),
    account_id: row.account_id,
    domain: { id: row.account_id, name: account_name },
    id: row.user_id,
    name: row.user_name,
    ...(invoked_by === undefined ? {} : { invoked_by }),
  };
  if (authenticated_at === undefined) return { ...common, type, user_name: row.user_name };
  return {
    ...common,
    principal_id: row.user_id,
    principal_is_root_user: 'false',
    principal_urn: `iam::${row.account_id}:user:${row.user_name}`,
    session_context: {
      attributes: { created_at: String(authenticated_at), mfa_authenticated: String(multi_factor) },
    },
    type,
    user_name: row.user_name,
  };
}

const traceTypes: Readonly<Record<Channel, TraceTypeName>> = {
  api: 'ApiCall',
  console: 'ConsoleAction',
  system: 'SystemAction',
};

/** Put together by hand: it is built for every operation, and most of it never changes between two calls. */
export function traceBody(context: RequestContext, record: TraceRecord): string {
  return (
    `{"api_version":${quoted(record.apiVersion ?? '')}` +
    `,"enterprise_project_id":${quoted(record.enterpriseProjectId ?? '0')}` +
    `,"message":${quoted(record.message)}` +
    `,"operation_id":${quoted(record.operationId)}` +
    `,"read_only":${record.readOnly}` +
    `,"request":${jsonOf(record.request)}` +
    `,"response":${jsonOf(record.response)}` +
    `,"trace_type":"${traceTypes[context.channel]}"` +
    `,"user":${userJson(context)}}`
  );
}

const quotedTexts = new Map<string, string>();
/** More than there are operations, versions and enterprise projects in use. */
const MOST_QUOTED_KEPT = 2_048;
const LONGEST_QUOTED_KEPT = 256;

/** JSON of a text that comes again and again. */
function quoted(text: string): string {
  const known = quotedTexts.get(text);
  if (known !== undefined) return known;
  const json = JSON.stringify(text);
  if (text.length > LONGEST_QUOTED_KEPT) return json;
  if (quotedTexts.size >= MOST_QUOTED_KEPT) quotedTexts.clear();
  quotedTexts.set(text, json);
  return json;
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

const userJsonOf = new WeakMap<
  Principal,
  { readonly account: RequestContext['account']; readonly json: string }
>();

/** Edges keep the principal of a token between calls, so its JSON is kept with it. */
function userJson({ principal, account }: RequestContext): string {
  const kept = userJsonOf.get(principal);
  if (kept && kept.account.id === account.id && kept.account.name === account.name) return kept.json;
  const json = JSON.stringify(traceUser(principal, account));
  userJsonOf.set(principal, { account, json });
  return json;
}

/** Members in alphabetical order, as in the rest; `facets.ts` reads the first one off the text. */
function traceUser(
  principal: Principal,
  account: RequestContext['account'],
): z.input<typeof currentBody>['user'] {
  if (principal.kind !== 'user') return { account_name: account.name, type: principal.kind };
  return {
    ...(principal.accessKeyId === undefined ? {} : { access_key_id: principal.accessKeyId }),
    account_name: account.name,
    authenticated_at: principal.authenticatedAt,
    ...(principal.credential === 'session' ? { invoked_by: ['service.console'] } : {}),
    ...(principal.multiFactor ? { multi_factor: true } : {}),
    type: 'User',
  };
}
