import { OperationError, type SubscriptionProtocol } from '@dewpoint/contract';
import { z } from 'zod';
import { type Egress, EgressError } from '../../egress/egress-guard.ts';

/** Longest email address (RFC 5321). */
const MAX_EMAIL_LENGTH = 254;
const email = z.email().max(MAX_EMAIL_LENGTH);

/**
 * Checks an endpoint before anything is sent to it, so that a mistake is told to whoever makes it. A name that cannot be resolved now may
 * be later; what it means is checked again at each connection.
 * @throws OperationError `subscriptionEndpointInvalid`, `subscriptionEndpointRefused`, `subscriptionEmailUnavailable`
 */
export async function checkEndpoint(
  protocol: SubscriptionProtocol,
  endpoint: string,
  rules: { readonly egress: Egress; readonly emailAvailable: boolean },
): Promise<void> {
  if (protocol === 'email') {
    if (!rules.emailAvailable)
      throw new OperationError('subscriptionEmailUnavailable', { field: 'protocol' });
    if (!email.safeParse(endpoint).success) throw invalid('must be an email address');
    return;
  }
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || url.protocol !== `${protocol}:` || !endpoint.startsWith(`${protocol}://`)) {
    throw invalid(`must be an address that begins with ${protocol}://`);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('must not hold a user name or password: it is shown in lists and traces');
  }
  if (url.hash !== '') throw invalid('must not hold a fragment (#)');
  try {
    await rules.egress.resolve(url.hostname);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    if (error.reason === 'unresolved') return;
    throw new OperationError('subscriptionEndpointRefused', {
      field: 'endpoint',
      message: `endpoint: ${error.message}`,
    });
  }
}

function invalid(rule: string): OperationError {
  return new OperationError('subscriptionEndpointInvalid', {
    field: 'endpoint',
    message: `endpoint ${rule}.`,
  });
}
