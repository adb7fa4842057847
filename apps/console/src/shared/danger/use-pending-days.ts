import { useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';

/** Parameter of the address that belongs to a dialog with days. */
export const DAYS_PARAM = 'days';
/** What the documents' dialogs start at, days. */
const INITIAL_PENDING_DAYS = '7';
const MAX_LENGTH = 6;

/**
 * After how many days something is destroyed, as typed. `keep` writes them into the address when the act is asked for: who has to sign in
 * again for it comes back to the days that were chosen, never to fewer (IAM-11).
 */
export function usePendingDays() {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  const [days, setDays] = useState(params.get(DAYS_PARAM)?.slice(0, MAX_LENGTH) ?? INITIAL_PENDING_DAYS);
  function keep(): void {
    const next = new URLSearchParams(params);
    if (days === INITIAL_PENDING_DAYS) next.delete(DAYS_PARAM);
    else next.set(DAYS_PARAM, days);
    if (next.toString() !== params.toString()) setParams(next, { replace: true, state });
  }
  return { days, setDays, keep };
}
