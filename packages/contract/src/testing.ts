import { HttpResponse, http, type RequestHandler } from 'msw';
import type { ConsoleOperationId, OperationInput, OperationOutput } from './catalogue.ts';
import { errorAnswer } from './error-body.ts';
import { OperationError } from './errors.ts';
import { compileRoute, matchRoute } from './routes.ts';
import { parseJsonBody } from './wire/json.ts';

/** What a mocked operation sees beyond its input. */
export interface MockCall {
  readonly projectId: string | null;
  readonly request: Request;
}

/** Plays the server: returns the domain output, or throws an `OperationError` as a handler would. */
export type MockOperation<Id extends ConsoleOperationId> = (
  input: OperationInput<Id>,
  call: MockCall,
) => OperationOutput<Id> | Promise<OperationOutput<Id>>;

const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

/**
 * A Mock Service Worker handler for one operation of the console surface. It routes, validates and encodes with the product's own
 * codecs, so a screen that sends what the server would refuse, or a mock that answers what it never would, fails its test.
 */
export function mockOperation<Id extends ConsoleOperationId>(
  id: Id,
  operation: MockOperation<Id>,
): RequestHandler {
  const route = compileRoute(id, 'console');
  return http.all(
    ({ request }) => {
      const found = matchRoute('console', request.method, new URL(request.url).pathname);
      return found.kind === 'found' && found.entry.operationId === id;
    },
    async ({ request }) => {
      const url = new URL(request.url);
      try {
        const found = matchRoute('console', request.method, url.pathname);
        if (found.kind !== 'found') throw new OperationError('apiUnknown');
        if (request.method !== 'GET' && request.headers.get('X-Dewpoint-Request') !== '1') {
          throw new OperationError('requestForged');
        }
        const body = route.hasBody ? parseJsonBody(await request.clone().text()) : undefined;
        const wire = route.wireInput({ pathValues: found.values, query: url.searchParams, body });
        const input = route.decode(wire, (name) => request.headers.get(name) ?? undefined);
        const projectId = route.projectIdOf(found.values);
        const answer = route.encode(await operation(input, { projectId, request }));
        if (answer.file) {
          const headers = { ...answer.headers, 'Content-Type': answer.file.mediaType };
          return new HttpResponse(answer.file.content, { status: answer.status, headers });
        }
        return respond(answer.status, answer.headers, answer.body);
      } catch (error) {
        if (!(error instanceof OperationError)) throw error;
        const { status, headers, body } = errorAnswer(error, REQUEST_ID, 'console');
        return respond(status, headers, body);
      }
    },
  );
}

function respond(status: number, headers: Readonly<Record<string, string>>, body: unknown): Response {
  return new HttpResponse(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': REQUEST_ID, ...headers },
  });
}
