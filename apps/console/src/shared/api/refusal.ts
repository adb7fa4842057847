import { ApiError, type NetworkError, type ProtocolError } from '@dewpoint/contract/browser';
import { inLanguage } from '../i18n/server-words.ts';

/** What went wrong, narrowed once for every screen. */
export interface Refusal {
  readonly kind: 'forbidden' | 'missing' | 'refused' | 'failed';
  /** In the language shown; says what to do. */
  readonly message: string;
  readonly code: string | null;
  /** Input field that is wrong, by its name in the contract. */
  readonly field: string | null;
  readonly requestId: string | null;
  /** IAM-09: the action, what decided, and what would allow it. */
  readonly explanation: { readonly action: string; readonly reason: string; readonly remedy: string } | null;
}

type ClientError = ApiError | NetworkError | ProtocolError;

/** `error` is what a call of the client rejected with. */
export function refusalOf(error: ClientError | Error): Refusal {
  const message = inLanguage(error.message);
  if (!(error instanceof ApiError)) {
    return { kind: 'failed', message, code: null, field: null, requestId: null, explanation: null };
  }
  const { code, field, requestId, explanation } = error;
  return { kind: kindOf(error.status), message, code, field, requestId, explanation };
}

function kindOf(status: number): Refusal['kind'] {
  if (status === 403) return 'forbidden';
  if (status === 404) return 'missing';
  return status >= 500 ? 'failed' : 'refused';
}
