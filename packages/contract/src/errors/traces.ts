import type { ErrorRow } from './row.ts';

/** Errors of traces, their proofs and usage. */
export const traceErrors = {
  traceFilterInvalid: [
    'CTS.0001',
    400,
    'A parameter of the trace query is not valid. Correct the named parameter.',
  ],
  traceNotFound: [
    'CTS.0100',
    404,
    'The trace does not exist, or its retention time has passed. Check its ID and the project.',
  ],
  traceTreeSizeUnknown: [
    'CTS.0214',
    404,
    'The tree of traces has never been that large. Give a size of at most that of the latest checkpoint.',
  ],
  tracePending: [
    'CTS.0300',
    409,
    'The trace is durable and joins the tree within a second. Ask again after the time in Retry-After.',
  ],
} as const satisfies Record<string, ErrorRow>;
