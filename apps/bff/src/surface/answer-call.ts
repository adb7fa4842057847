import type { IncomingMessage } from 'node:http';
import {
  type Answer,
  type AnyRoute,
  type EdgeOperationId,
  type HeaderReader,
  OperationError,
  type OperationId,
  type OperationInput,
  type PathValues,
  type Route,
} from '@dewpoint/contract';
import type { Engine, RequestContext } from '@dewpoint/engine';
import type { TrustedProxies } from '../configuration/parse.ts';
import { type EdgeCall, type EdgeHandlers, runAtEdge } from '../edge-operations/edge-handler.ts';
import { jsonOf, readBody } from '../http/body.ts';
import { clientAddress } from '../http/client-address.ts';
import type { Log } from '../log/log.ts';
import type { Caller, IncomingCall, SurfaceRules } from './caller.ts';

export interface CallParts {
  readonly rules: SurfaceRules;
  readonly engine: Pick<Engine, 'execute' | 'traceRefusal' | 'traceAnswer'>;
  readonly edgeHandlers: EdgeHandlers;
  readonly trustProxy: TrustedProxies;
  readonly log: Log;
}

/** One call of one operation: authenticate → project → decode → execute → encode. Throws what is to be answered as an error. */
export async function answerCall(
  parts: CallParts,
  request: IncomingMessage,
  requestId: string,
  route: AnyRoute,
  pathValues: PathValues,
): Promise<Answer> {
  const call = incomingCall(parts, request, requestId);
  if (route.operation.public === true) return answerPublic(parts, call, route, pathValues);
  const caller = await parts.rules.authenticate(call);
  if (route.servedBy === 'edge') return answerAtEdge(parts, call, route, pathValues, caller);
  const { context, input } = await check(parts, call, route, pathValues, caller);
  const { output } = await parts.engine.execute(route.operationId, context, input);
  return route.encode(output);
}

async function answerPublic(
  parts: CallParts,
  call: IncomingCall,
  route: AnyRoute,
  pathValues: PathValues,
): Promise<Answer> {
  if (route.servedBy === 'engine')
    throw new TypeError(`${route.operationId} is public, but the engine acts for callers only`);
  const wire = await wireInputOf(call, route, pathValues);
  const input = route.decode(wire, headerReader(call.request));
  return route.encode(
    await runAtEdge(parts.edgeHandlers, route.operationId, { incoming: call, signedIn: null }, input),
  );
}

async function answerAtEdge(
  parts: CallParts,
  call: IncomingCall,
  route: Route<EdgeOperationId>,
  pathValues: PathValues,
  caller: Caller,
): Promise<Answer> {
  const { context, wire, input } = await check(parts, call, route, pathValues, caller);
  const edgeCall: EdgeCall = { incoming: call, signedIn: { caller, context } };
  const traced = route.operation.trace !== null;
  try {
    const answer = route.encode(await runAtEdge(parts.edgeHandlers, route.operationId, edgeCall, input));
    if (traced)
      await parts.engine.traceAnswer(route.operationId, context, route.redact(wire), answer.body ?? {});
    return answer;
  } catch (error) {
    if (traced && error instanceof OperationError)
      await parts.engine.traceRefusal(route.operationId, context, route.redact(wire), error);
    throw error;
  }
}

interface CheckedCall<Id extends OperationId> {
  readonly context: RequestContext;
  readonly wire: unknown;
  readonly input: OperationInput<Id>;
}

/** Everything that can be refused before the operation runs. A refusal is part of the audit trail; when that cannot be written, its failure is the answer (TRC-02). */
async function check<Id extends OperationId>(
  parts: CallParts,
  call: IncomingCall,
  route: Route<Id>,
  pathValues: PathValues,
  caller: Caller,
): Promise<CheckedCall<Id>> {
  let context = contextOf(parts, call, caller);
  let wire: unknown;
  try {
    const projectId = route.projectIdOf(pathValues);
    if (projectId !== null) {
      const project = await parts.rules.projectFor(caller, projectId, call.request);
      context = { ...context, project: { id: project.id, name: project.name } };
    }
    wire = await wireInputOf(call, route, pathValues);
    return { context, wire, input: route.decode(wire, headerReader(call.request)) };
  } catch (error) {
    if (error instanceof OperationError)
      await parts.engine.traceRefusal(route.operationId, context, route.redact(wire), error);
    throw error;
  }
}

async function wireInputOf(
  call: IncomingCall,
  route: Pick<AnyRoute, 'hasBody' | 'wireInput'>,
  pathValues: PathValues,
): Promise<unknown> {
  const body = route.hasBody ? jsonOf(call.request, await call.body()) : undefined;
  return route.wireInput({ pathValues, query: queryOf(call.request), body });
}

function incomingCall(parts: CallParts, request: IncomingMessage, requestId: string): IncomingCall {
  let body: Promise<Buffer> | undefined;
  return {
    request,
    requestId,
    sourceIp: clientAddress(request, parts.trustProxy),
    body: () => {
      body ??= readBody(request, parts.rules.maxBodyInBytes);
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
