import { basename } from 'node:path';
import { DecryptionFailedError, RootMismatchError, RootUnavailableError } from '../../errors.ts';
import { assertRandomLength } from '../random-length.ts';
import type { RootDescription, RootHealth, RootOfTrust, TokenHealth } from '../root-of-trust.ts';
import { assertWrappable, encodeWrappedKey, parseWrappedKey, type Recipient } from '../wrapped-key.ts';
import { TokenFailureError } from './module-process.ts';
import { TokenDownError, TokenLink } from './token-link.ts';

const DEFAULT_KEY_LABEL = 'dewpoint-root';
const DEFAULT_CALL_TIMEOUT_IN_MS = 5000;
/** CK_TOKEN_INFO.label, PKCS#11 v2.40 section 3.2. */
const MAX_TOKEN_LABEL_LENGTH_IN_BYTES = 32;
const MAX_TOKENS = 16;

export interface Pkcs11RootOptions {
  /** Path of the PKCS#11 module, a shared library. */
  readonly modulePath: string;
  /** Tokens in order of preference. Each has a root key of its own, and every wrapped key is wrapped under all of them. */
  readonly tokenLabels: readonly string[];
  /** User PIN, the same for all tokens. */
  readonly pin: string;
  /** Whether a token without a root key gets one. To add a token to a store that holds keys, open once with true, then rewrap (`needsRewrap`). */
  readonly mayCreate: boolean;
  /** CKA_LABEL of the root keys. Default `dewpoint-root`. */
  readonly keyLabel?: string;
  /** How long the module may be silent with a call before its process is killed. Default 5000; a start may take four times as long. */
  readonly callTimeoutInMs?: number;
}

/**
 * Opens a root of trust whose AES-256 keys live in PKCS#11 tokens and cannot leave them (HSM-01). Needs CKM_AES_GCM with
 * nonces of the caller, CKM_AES_KEY_GEN and C_GenerateRandom.
 *
 * One token is enough to open and to go on (HSM-04). Tokens that are away are tried again in the background; what was wrapped
 * without them is told by `needsRewrap` once they are back.
 *
 * @throws RootUnavailableError when no token can serve; the detail has a sentence for each token
 * @throws TypeError for options without sense
 */
export async function openPkcs11Root(options: Pkcs11RootOptions): Promise<RootOfTrust> {
  const { keyLabel = DEFAULT_KEY_LABEL, callTimeoutInMs = DEFAULT_CALL_TIMEOUT_IN_MS } = options;
  assertOptions(options, keyLabel, callTimeoutInMs);
  const { modulePath, pin, mayCreate } = options;
  const links = options.tokenLabels.map(
    (tokenLabel) => new TokenLink({ modulePath, tokenLabel, keyLabel, pin, mayCreate, callTimeoutInMs }),
  );
  const root = new Pkcs11Root(links, modulePath, keyLabel);
  await Promise.all(links.map((link) => link.settle()));
  if (!links.some((link) => link.ready)) {
    const problems = describeProblems(links);
    await root.close();
    throw new RootUnavailableError(problems);
  }
  return root;
}

function assertOptions(options: Pkcs11RootOptions, keyLabel: string, callTimeoutInMs: number): void {
  const { modulePath, tokenLabels, pin } = options;
  if (modulePath === '') {
    throw new TypeError('modulePath: want the path of a PKCS#11 module, got an empty text');
  }
  if (tokenLabels.length < 1 || tokenLabels.length > MAX_TOKENS) {
    throw new TypeError(`tokenLabels: want 1 to ${MAX_TOKENS} labels, got ${tokenLabels.length}`);
  }
  if (new Set(tokenLabels).size !== tokenLabels.length) {
    throw new TypeError('tokenLabels: a label stands there twice');
  }
  const unfit = tokenLabels.find(
    (label) =>
      label.trim() === '' ||
      label !== label.trimEnd() ||
      Buffer.byteLength(label) > MAX_TOKEN_LABEL_LENGTH_IN_BYTES,
  );
  if (unfit !== undefined) {
    throw new TypeError(
      `tokenLabels: want 1 to ${MAX_TOKEN_LABEL_LENGTH_IN_BYTES} bytes without trailing blanks, got ${JSON.stringify(unfit)}`,
    );
  }
  if (pin === '') {
    throw new TypeError('pin: want the user PIN of the tokens, got an empty text');
  }
  if (keyLabel === '') {
    throw new TypeError('keyLabel: want the label of the root key, got an empty text');
  }
  if (!Number.isInteger(callTimeoutInMs) || callTimeoutInMs < 1) {
    throw new TypeError(`callTimeoutInMs: want a whole number of at least 1, got ${callTimeoutInMs}`);
  }
}

function describeProblems(links: readonly TokenLink[]): string {
  return links
    .filter((link) => link.problem !== undefined)
    .map((link) => `token "${link.label}": ${link.problem}`)
    .join('; ');
}

class Pkcs11Root implements RootOfTrust {
  readonly #links: readonly TokenLink[];
  readonly #modulePath: string;
  readonly #keyLabel: string;
  #closed = false;

  constructor(links: readonly TokenLink[], modulePath: string, keyLabel: string) {
    this.#links = links;
    this.#modulePath = modulePath;
    this.#keyLabel = keyLabel;
  }

  describe(): RootDescription {
    const tokens = this.#links.map(({ label, token }) =>
      token === undefined
        ? `${label} (not seen yet)`
        : `${label} (${token.manufacturer} ${token.model}, serial ${token.serialNumber}, firmware ${token.firmware})`,
    );
    return {
      kind: 'pkcs11',
      sealed: true,
      label: this.#links.map(({ label }) => label).join(', '),
      detail: `AES-256 key "${this.#keyLabel}", not extractable, in ${tokens.join(', ')}; module ${basename(this.#modulePath)}`,
    };
  }

  async wrap(key: Uint8Array, context: Uint8Array): Promise<Buffer> {
    assertWrappable(key);
    const attempts = await Promise.allSettled(
      this.#usableLinks().map((link) => link.call('wrap', { key, context })),
    );
    // Tokens that were given the same key by their maker's cloning count as one recipient.
    const recipients = new Map<string, Recipient>();
    for (const attempt of attempts) {
      if (attempt.status === 'fulfilled' && !recipients.has(attempt.value.rootKeyId)) {
        recipients.set(attempt.value.rootKeyId, attempt.value);
      }
    }
    if (recipients.size === 0) {
      throw this.#unavailable(
        attempts.map((attempt) => (attempt.status === 'rejected' ? attempt.reason : undefined)),
      );
    }
    return encodeWrappedKey([...recipients.values()]);
  }

  async unwrap(blob: Uint8Array, context: Uint8Array): Promise<Buffer> {
    const recipients = parseWrappedKey(blob);
    const failures: unknown[] = [];
    const asked = new Set<TokenLink>();
    for (const search of [false, true]) {
      for (const link of this.#usableLinks().filter((candidate) => !asked.has(candidate))) {
        try {
          const recipient = await findRecipient(link, recipients, search);
          if (recipient !== undefined) {
            asked.add(link);
            const { key } = await link.call('unwrap', { ...recipient, context });
            return Buffer.from(key);
          }
        } catch (error) {
          failures.push(error);
        }
      }
    }
    throw this.#unwrapError(recipients, failures);
  }

  async needsRewrap(blob: Uint8Array): Promise<boolean> {
    const ids = new Set(parseWrappedKey(blob).map(({ rootKeyId }) => rootKeyId));
    return this.#links.some(({ token }) => {
      const current = token?.rootKeyIds[0];
      return current !== undefined && !ids.has(current);
    });
  }

  async random(lengthInBytes: number): Promise<Buffer> {
    assertRandomLength(lengthInBytes);
    const failures: unknown[] = [];
    for (const link of this.#usableLinks()) {
      try {
        const { bytes } = await link.call('random', { lengthInBytes });
        if (bytes.length === lengthInBytes) {
          return Buffer.from(bytes);
        }
        failures.push(new TokenDownError(`gave ${bytes.length} random bytes instead of ${lengthInBytes}`));
      } catch (error) {
        failures.push(error);
      }
    }
    throw this.#unavailable(failures);
  }

  async health(): Promise<RootHealth> {
    const tokens = await Promise.all(this.#links.map(probe));
    return { ok: tokens.some(({ ok }) => ok), tokens };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#links.map((link) => link.close()));
  }

  /** In order of preference, but a token that is just being restarted comes after those that need no waiting. */
  #usableLinks(): TokenLink[] {
    const usable = this.#links.filter((link) => link.usable);
    return [...usable.filter((link) => link.ready), ...usable.filter((link) => !link.ready)];
  }

  #unwrapError(recipients: readonly Recipient[], failures: readonly unknown[]): Error {
    // A token that works has judged the bytes; no other could know better.
    if (failures.some((error) => error instanceof TokenFailureError)) {
      return new DecryptionFailedError();
    }
    const wanted = new Set(recipients.map(({ rootKeyId }) => rootKeyId));
    const mayHoldIt = ({ token }: TokenLink): boolean =>
      token === undefined || token.rootKeyIds.some((id) => wanted.has(id));
    if (this.#closed || failures.length > 0 || this.#links.some((link) => !link.usable && mayHoldIt(link))) {
      return this.#unavailable(failures);
    }
    return new RootMismatchError(
      `none of the tokens holds a root key that wrapped this key (wanted ${[...wanted].join(' or ')}); configure the token that does`,
    );
  }

  #unavailable(failures: readonly unknown[]): RootUnavailableError {
    if (this.#closed) {
      return new RootUnavailableError('the root of trust is closed');
    }
    const known = describeProblems(this.#links);
    const news = failures
      .filter((error) => error instanceof Error)
      .map(({ message }) => message)
      .filter((message) => !known.includes(message));
    return new RootUnavailableError([known, ...new Set(news)].filter((text) => text !== '').join('; '));
  }
}

/** The recipient that a token can open; `search` looks on the token for keys that another process made meanwhile. */
async function findRecipient(
  link: TokenLink,
  recipients: readonly Recipient[],
  search: boolean,
): Promise<Recipient | undefined> {
  if (search) {
    await link.refresh();
  }
  const held = new Set(link.token?.rootKeyIds);
  return recipients.find(({ rootKeyId }) => held.has(rootKeyId));
}

async function probe(link: TokenLink): Promise<TokenHealth> {
  const { label } = link;
  try {
    await link.call('probe', {});
    const { token } = link;
    return {
      label,
      ok: true,
      detail: `${token?.manufacturer} ${token?.model}, serial ${token?.serialNumber}, firmware ${token?.firmware}, root key ${token?.rootKeyIds[0]}`,
    };
  } catch (error) {
    return { label, ok: false, detail: error instanceof Error ? error.message : 'unknown error' };
  }
}
