/** How a call that is traced came in [ListTraces, traces[].trace_type]. */
export const traceTypeNames = ['ApiCall', 'ConsoleAction', 'SystemAction'] as const;
/** Normal: done. Warning: refused. Incident: the product failed. */
export const traceRatingNames = ['normal', 'warning', 'incident'] as const;

export type TraceTypeName = (typeof traceTypeNames)[number];
export type TraceRating = (typeof traceRatingNames)[number];

/** Days that the console shows when no time is given (TRC-03). */
export const DEFAULT_TRACE_DAYS = 7;
/** Most records of one export [G 2.3.2]. */
export const MAX_EXPORTED_TRACES = 5000;
/** Leaves that one call of `cts.verifyData` answers. */
export const MAX_VERIFIED_LEAVES = 1024;
