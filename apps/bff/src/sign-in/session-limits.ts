/** A console session ends after this much silence … */
export const idleLimitInMs = 30 * 60 * 1000;
/** … and this long after sign-in in any case. */
export const absoluteLimitInMs = 12 * 60 * 60 * 1000;
