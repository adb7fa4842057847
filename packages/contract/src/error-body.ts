import { z } from 'zod';
import { OperationError } from './errors.ts';
import { fieldOn, type SurfaceName } from './surface.ts';

/**
 * The body of every error on both surfaces. It is the superset that every known client can read: KMS clients look inside
 * `error`, CSMS and gateway clients at the top, IAM clients at `error.code` and `error.message`. Errors of other services have no
 * `error.code`: the Node SDK would take it for the error code.
 */
export const errorBody = z.object({
  error: z.object({
    error_code: z.string(),
    error_msg: z.string(),
    /** HTTP status, as IAM v3 writes it. */
    code: z.int().optional(),
    message: z.string().optional(),
    title: z.string().optional(),
  }),
  error_code: z.string(),
  error_msg: z.string(),
  /** Equals header X-Request-Id and the request_id of the trace. */
  request_id: z.string(),
  /** As SMN writes them; its errors alone have them. */
  code: z.string().optional(),
  message: z.string().optional(),
  /** Wire name of the offending field. */
  error_field: z.string().optional(),
  /** What decided a refusal, for callers who may know it (IAM-09). */
  error_explanation: z.object({ action: z.string(), reason: z.string(), remedy: z.string() }).optional(),
});
export type ErrorBody = z.output<typeof errorBody>;

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** What a client may see of anything that was thrown: an `OperationError` as it is, all else as `internal`, which tells nothing. */
export function asOperationError(thrown: unknown): OperationError {
  return thrown instanceof OperationError ? thrown : new OperationError('internal', { cause: thrown });
}

/** Status, headers and body that answer an error on a surface. */
export function errorAnswer(
  thrown: unknown,
  requestId: string,
  surface: SurfaceName = 'rest',
): { status: number; headers: Readonly<Record<string, string>>; body: ErrorBody } {
  const error = asOperationError(thrown);
  const { code, status, message, field, explanation, retryAfterInSeconds } = error;
  return {
    status,
    headers:
      retryAfterInSeconds === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfterInSeconds)) },
    body: {
      error: {
        error_code: code,
        error_msg: message,
        ...(code.startsWith('IAM.') ? { code: status, message, title: titles[status] ?? 'Error' } : {}),
      },
      error_code: code,
      error_msg: message,
      request_id: requestId,
      ...(code.startsWith('SMN.') ? { code, message } : {}),
      ...(field === undefined ? {} : { error_field: fieldOn(surface, field) }),
      ...(explanation === undefined ? {} : { error_explanation: explanation }),
    },
  };
}
