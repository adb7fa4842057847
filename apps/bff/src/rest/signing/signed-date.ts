import { OperationError } from '@dewpoint/contract';
import { SIGNED_REQUEST_WINDOW_IN_MS } from '@dewpoint/engine';

const basicFormat = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * The date of a signed request, ms since 1970 UTC.
 * @param text value of X-Sdk-Date, `yyyyMMddTHHmmssZ`
 * @throws OperationError signedDateMissing; clockSkew with the seconds by which the client's clock is off
 */
export function signedDate(text: string, now: number): number {
  const date = timeOf(text);
  if (date === undefined) throw new OperationError('signedDateMissing');
  const ahead = date - now;
  if (Math.abs(ahead) <= SIGNED_REQUEST_WINDOW_IN_MS) return date;
  const seconds = Math.round(Math.abs(ahead) / 1000);
  throw new OperationError('clockSkew', {
    message: `Incorrect IAM authentication information: the date of the request is ${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'} the time of the server, ${new Date(now).toISOString()}; at most ${SIGNED_REQUEST_WINDOW_IN_MS / 1000} are allowed. Set the clock of the client.`,
  });
}

function timeOf(text: string): number | undefined {
  if (!basicFormat.test(text)) return undefined;
  const written = text.replace(basicFormat, '$1-$2-$3T$4:$5:$6');
  const time = Date.parse(`${written}Z`);
  // 30 February would become 2 March.
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(written);
  return real ? time : undefined;
}
