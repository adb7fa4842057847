import { flushDisks } from './flush-disks.ts';
import { ModuleProcess, ProcessLostError, TokenFailureError } from './module-process.ts';
import type { OperationName, Operations, TokenDescription } from './protocol.ts';
import { startInTurn } from './start-gate.ts';
import { waitAtMost } from './wait-at-most.ts';

/** Loading a module, logging in and creating a key take longer than a call. */
const START_LIMIT_FACTOR = 4;
const FIRST_PAUSE_IN_MS = 200;
const LONGEST_PAUSE_IN_MS = 5000;

export interface TokenLinkOptions {
  readonly modulePath: string;
  readonly tokenLabel: string;
  readonly keyLabel: string;
  readonly pin: string;
  readonly mayCreate: boolean;
  readonly callTimeoutInMs: number;
}

/** The token cannot serve now; another may. */
export class TokenDownError extends Error {}

type State =
  | { readonly name: 'starting'; readonly started: Promise<ModuleProcess> }
  | { readonly name: 'ready'; readonly process: ModuleProcess }
  /** Nothing to call; a timer tries to start it again. */
  | { readonly name: 'down'; readonly detail: string }
  /** Never tried again: the PIN was refused. */
  | { readonly name: 'refused'; readonly detail: string }
  | { readonly name: 'closed' };

/**
 * The parent's side of one token: keeps its child process running. A child that dies or hangs is replaced at once; if
 * that does not help, after pauses that double up to 5 s, for ever, so that a token that returns is used again by itself.
 */
export class TokenLink {
  readonly label: string;
  readonly #options: TokenLinkOptions;
  #state: State;
  #token: TokenDescription | undefined;
  /** Failures in a row; a call that succeeds ends the row, a start alone does not. */
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #connecting: ModuleProcess | undefined;

  constructor(options: TokenLinkOptions) {
    this.#options = options;
    this.label = options.tokenLabel;
    this.#state = { name: 'down', detail: 'not started yet' };
    this.#startNow();
  }

  /** What the token said of itself when it was last connected; undefined until then. */
  get token(): TokenDescription | undefined {
    return this.#token;
  }

  /** Whether a call has a chance now. */
  get usable(): boolean {
    return this.#state.name === 'ready' || this.#state.name === 'starting';
  }

  /** Why a call has no chance now; undefined while it has one. */
  get problem(): string | undefined {
    return 'detail' in this.#state ? this.#state.detail : undefined;
  }

  /** Whether a call need not wait. */
  get ready(): boolean {
    return this.#state.name === 'ready';
  }

  /** Waits for the end of a start under way. */
  async settle(): Promise<void> {
    if (this.#state.name === 'starting') {
      await this.#state.started.catch(() => undefined);
    }
  }

  /**
   * Calls the token. Nothing of the protocol changes what is stored, so a call whose child died, or whose token failed, is
   * made once more on a new child; one that timed out is not, because its caller has waited long enough.
   *
   * @throws TokenFailureError of kind decryption-failed
   * @throws TokenDownError for everything else
   */
  async call<Name extends OperationName>(
    operation: Name,
    body: Operations[Name]['request'],
  ): Promise<Operations[Name]['reply']> {
    try {
      return await this.#callOnce(operation, body);
    } catch (error) {
      if (!(error instanceof TokenDownError) || !this.usable || error.cause === 'timeout') {
        throw error;
      }
    }
    return this.#callOnce(operation, body);
  }

  /** Looks on the token for root keys that another process made. */
  async refresh(): Promise<void> {
    const { rootKeyIds } = await this.call('refresh', {});
    if (this.#token !== undefined) {
      this.#token = { ...this.#token, rootKeyIds };
    }
  }

  async close(): Promise<void> {
    const living = this.#state.name === 'ready' ? this.#state.process : this.#connecting;
    this.#state = { name: 'closed' };
    clearTimeout(this.#retry);
    await living?.close();
  }

  async #callOnce<Name extends OperationName>(
    operation: Name,
    body: Operations[Name]['request'],
  ): Promise<Operations[Name]['reply']> {
    const process = await this.#process();
    try {
      const reply = await process.request(operation, body, this.#options.callTimeoutInMs);
      this.#failures = 0;
      return reply;
    } catch (error) {
      if (error instanceof TokenFailureError && error.failure.kind === 'decryption-failed') {
        this.#failures = 0;
        throw error;
      }
      throw this.#toDown(error, process);
    }
  }

  async #process(): Promise<ModuleProcess> {
    if (this.#state.name === 'starting') {
      await waitAtMost(this.#state.started, this.#options.callTimeoutInMs);
    }
    switch (this.#state.name) {
      case 'ready':
        return this.#state.process;
      case 'starting':
        throw new TokenDownError('the token is still starting', { cause: 'timeout' });
      case 'closed':
        throw new TokenDownError('the root of trust is closed');
      default:
        throw new TokenDownError(this.#state.detail);
    }
  }

  #toDown(error: unknown, process: ModuleProcess): TokenDownError {
    if (error instanceof ProcessLostError) {
      this.#fail(process, error.message, error);
      return new TokenDownError(error.message, { cause: error.timedOut ? 'timeout' : 'lost' });
    }
    const detail = error instanceof Error ? error.message : 'unknown error';
    process.kill();
    this.#fail(process, detail, error);
    return new TokenDownError(detail, { cause: 'failed' });
  }

  /** Starts a child that calls wait for. */
  #startNow(): void {
    const started = this.#start();
    this.#state = { name: 'starting', started };
    // Calls that wait for it see the failure; when none does, it is no unhandled rejection.
    started.catch(() => undefined);
  }

  async #start(): Promise<ModuleProcess> {
    const { callTimeoutInMs, mayCreate, tokenLabel, modulePath, keyLabel, pin } = this.#options;
    // A token that had a root key and lost it was wiped; a new key would hide that.
    const body = {
      modulePath,
      tokenLabel,
      keyLabel,
      pin,
      mayCreate: mayCreate && this.#token === undefined,
    };
    return startInTurn(async () => {
      if (this.#state.name === 'closed') {
        throw new TokenDownError('the root of trust is closed');
      }
      const process: ModuleProcess = new ModuleProcess((error) => this.#fail(process, error.message, error));
      this.#connecting = process;
      try {
        const token = await process.request('connect', body, START_LIMIT_FACTOR * callTimeoutInMs);
        if (token.created) {
          await flushDisks();
        }
        this.#token = token;
        this.#connecting = undefined;
        this.#becomeReady(process);
        return process;
      } catch (error) {
        this.#connecting = undefined;
        throw this.#startFailed(process, error);
      }
    });
  }

  #becomeReady(process: ModuleProcess): void {
    if (this.#state.name === 'closed') {
      process.kill();
      throw new TokenDownError('the root of trust is closed');
    }
    this.#state = { name: 'ready', process };
  }

  #startFailed(process: ModuleProcess, error: unknown): TokenDownError {
    process.kill();
    const detail = error instanceof Error ? error.message : 'unknown error';
    if (this.#state.name !== 'closed') {
      if (error instanceof TokenFailureError && error.failure.kind === 'pin-refused') {
        this.#state = { name: 'refused', detail };
      } else {
        this.#failures += 1;
        this.#startLater(detail);
      }
    }
    return new TokenDownError(detail);
  }

  /** A child that was ready is lost. The first loss in a row is mended at once, the next ones after a pause. */
  #fail(process: ModuleProcess, detail: string, error: unknown): void {
    if (this.#state.name !== 'ready' || this.#state.process !== process) {
      return;
    }
    if (error instanceof TokenFailureError && error.failure.kind === 'pin-refused') {
      this.#state = { name: 'refused', detail };
      return;
    }
    this.#failures += 1;
    if (this.#failures === 1) {
      this.#startNow();
    } else {
      this.#startLater(detail);
    }
  }

  #startLater(detail: string): void {
    this.#state = { name: 'down', detail };
    const pause = Math.min(LONGEST_PAUSE_IN_MS, FIRST_PAUSE_IN_MS * 2 ** Math.min(this.#failures - 1, 10));
    clearTimeout(this.#retry);
    // Calls do not wait for this start: whether it works is unknown, and other tokens may serve meanwhile.
    this.#retry = setTimeout(
      () => void this.#start().catch(() => undefined),
      pause * (0.75 + Math.random() / 2),
    );
    this.#retry.unref();
  }
}
