import type { IncomingMessage } from 'node:http';
import {
  type Answer,
  type HeaderReader,
  OperationError,
  type OperationId,
  type OperationInput,
  type PathValues,
  type Route,
} from '@dewpoint/contract';
import type { Engine, RequestContext } from '@dewpoint/engine';
import type { TrustedProxies } from '../configuration/parse.ts';
import { runBatch } from '../console/batch.ts';
import { jsonOf, readBody } from '../http/body.ts';
import { clientAddress } from '../http/client-address.ts';
import { refuseRepeatedHeaders } from '../http/repeated-header.ts';
import type { Log } from '../log/log.ts';
import type { Caller, IncomingCall, SurfaceRules } from './caller.ts';
import { isBatch, isExecutable } from './executable.ts';

export interface CallParts {
  readonly rules: SurfaceRules;
  readonly engine: Pick<Engine, 'execute' | 'traceRefusal'>;
  readonly trustProxy: TrustedProxies;
  readonly log: Log;
}

/** Who calls a public operation, as far as anybody knows. */
const nobody: Caller = { principal: { kind: 'anonymous' }, account: { id: '', name: '' }, projects: [] };

/** One call of one operation: authenticate → project → decode → execute → encode. Throws what is to be answered as an error. */
export async function answerCall(
  parts: CallParts,
  request: IncomingMessage,
  requestId: string,
  route: Route<OperationId>,
  pathValues: PathValues,
): Promise<Answer> {
  refuseRepeatedHeaders(request);
  const call = incomingCall(parts, request, requestId, route);
  const caller = route.operation.public === true ? nobody : await parts.rules.authenticate(call);
  if (isExecutable(route)) {
    const { context, input } = await check(parts, call, route, pathValues, caller);
    const { output, traceId } = await parts.engine.execute(route.operationId, context, input);
    return withReceipt(route.encode(output), traceId);
  }
  if (!isBatch(route)) throw new TypeError(`nobody serves ${route.operationId}`);
  const { context, input } = await check(parts, call, route, pathValues, caller);
  return route.encode(await runBatch(parts.engine, context, input));
}

/** TRC-06: the ID of the call's trace, with which its holder later gets and checks the proof that the trace is in the tree. */
function withReceipt(answer: Answer, traceId: string | null): Answer {
  if (traceId === null) return answer;
  return { ...answer, headers: { ...answer.headers, 'X-Dewpoint-Trace-Id': traceId } };
}

/** Everything that can be refused before the operation runs. A refusal is part of the audit trail; when that cannot be written, its failure is the answer (TRC-02). */
async function check<Id extends OperationId>(
  parts: CallParts,
  call: IncomingCall,
  route: Route<Id>,
  pathValues: PathValues,
  caller: Caller,
): Promise<{ readonly context: RequestContext; readonly input: OperationInput<Id> }> {
  let context = contextOf(parts, call, caller);
  let wire: unknown;
  try {
    const projectId = route.projectIdOf(pathValues);
    if (projectId !== null) {
      const found = parts.rules.projectFor(caller, projectId, call.request);
      const { id, name } = found instanceof Promise ? await found : found;
      context = { ...context, project: { id, name } };
    }
    const body = route.hasBody ? jsonOf(call.request, await call.body()) : undefined;
    wire = route.wireInput({ pathValues, query: queryOf(call.request), body });
    return { context, input: route.decode(wire, headerReader(call.request)) };
  } catch (error) {
    if (error instanceof OperationError && caller !== nobody)
      await parts.engine.traceRefusal(route.operationId, context, route.redact(wire), error);
    throw error;
  }
}

function incomingCall(
  parts: CallParts,
  request: IncomingMessage,
  requestId: string,
  route: Route<OperationId>,
): IncomingCall {
  let body: Promise<Buffer> | undefined;
  return {
    request,
    requestId,
    operation: route.operation,
    sourceIp: clientAddress(request, parts.trustProxy),
    body: () => {
      body ??= readBody(request, route.maxBodyInBytes ?? parts.rules.maxBodyInBytes);
      return body;
    },
  };
}

function contextOf(parts: CallParts, call: IncomingCall, caller: Caller): RequestContext {
  const userAgent = call.request.headers['user-agent'];
  return {
    principal: caller.principal,
    account: caller.account,
    project: null,
    channel: parts.rules.channel,
    sourceIp: call.sourceIp,
    requestId: call.requestId,
    ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, 256) }),
  };
}

const noQuery = Object.freeze({});

function queryOf(request: IncomingMessage) {
  const url = request.url ?? '';
  const start = url.indexOf('?');
  return start < 0 ? noQuery : new URLSearchParams(url.slice(start + 1));
}

function headerReader(request: IncomingMessage): HeaderReader {
  return (name) => {
    const value = request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  };
}
