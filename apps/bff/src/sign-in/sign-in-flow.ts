import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock, ExpiringDocuments } from '@dewpoint/engine';

/** What one sign-in must remember between leaving for the provider and coming back. */
export interface SignInFlow {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  /** The user of a session who is asked again before an irreversible act (IAM-11), and since when, ms since 1970 UTC. */
  readonly confirms?: { readonly userId: string; readonly begunAt: number };
}

const KIND = 'sign-in';
export const flowLifeInMs = 10 * 60 * 1000;

/**
 * Keeps sign-ins under way. Each is bound to the browser that began it by a random cookie (OAuth 2.0 Security BCP, RFC 9700 4.7.1),
 * can be finished once, and several may be under way in several tabs.
 */
export class SignInFlows {
  readonly #documents: ExpiringDocuments;
  readonly #clock: Clock;

  constructor(documents: ExpiringDocuments, clock: Clock) {
    this.#documents = documents;
    this.#clock = clock;
  }

  static newBrowserBinding(): string {
    return randomBytes(32).toString('base64url');
  }

  async begin(flow: SignInFlow, browserBinding: string): Promise<void> {
    await this.#documents.put({
      kind: KIND,
      id: sha256(flow.state).toString('hex'),
      value: JSON.stringify({ flow, binding: sha256(browserBinding).toString('hex') }),
      expiresAt: this.#clock.now() + flowLifeInMs,
    });
  }

  /** The flow with this state, once, for the browser that began it; null otherwise. */
  async finish(state: string, browserBinding: string): Promise<SignInFlow | null> {
    const id = sha256(state).toString('hex');
    const found = await this.#documents.get(KIND, id);
    if (!found || found.consumedAt !== null) return null;
    const stored: { flow: SignInFlow; binding: string } = JSON.parse(found.value);
    if (!timingSafeEqual(Buffer.from(stored.binding, 'hex'), sha256(browserBinding))) return null;
    if (!(await this.#documents.consume(KIND, id))) return null;
    await this.#documents.remove(KIND, id);
    return stored.flow;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
