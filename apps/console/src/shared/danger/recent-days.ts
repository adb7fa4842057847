/** How far back recent use is looked at before a destructive act, days. */
export const RECENT_DAYS = 30;
