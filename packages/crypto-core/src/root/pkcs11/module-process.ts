import { type ChildProcess, fork } from 'node:child_process';
import { moduleEnvironment } from './module-environment.ts';
import {
  type Failure,
  isReply,
  isReplyTo,
  type OperationName,
  type Operations,
  type Reply,
} from './protocol.ts';

/** How long a child may take to end by itself when the channel closes. */
const FAREWELL_IN_MS = 1000;
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** The child is gone: it died, or it was killed because it did not answer in time. */
export class ProcessLostError extends Error {
  readonly timedOut: boolean;

  constructor(detail: string, timedOut: boolean) {
    super(detail);
    this.timedOut = timedOut;
  }
}

/** The token answered that it cannot. */
export class TokenFailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail);
    this.failure = failure;
  }
}

interface Pending {
  readonly operation: OperationName;
  readonly timeLimitInMs: number;
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One life of the child process that loads a PKCS#11 module. The child serves in order, so a single watchdog limits
 * every call: it is set anew whenever an answer arrives, and a burst of calls does not time out by waiting for its turn.
 */
export class ModuleProcess {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #exited: Promise<void>;
  #nextId = 1;
  #answered = false;
  #lost: ProcessLostError | undefined;
  #watchdog: NodeJS.Timeout | undefined;

  /** @param onLost called once, whatever ends the child but `close` */
  constructor(onLost: (error: ProcessLostError) => void) {
    this.#child = fork(WORKER, [], {
      env: moduleEnvironment(process.env),
      execArgv: [],
      serialization: 'advanced',
      // Vendor modules print what they like, PINs not excluded.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.#lose(new ProcessLostError(this.#epitaph(code, signal), false), onLost);
        resolve();
      });
      this.#child.once('error', (error) => {
        this.#lose(
          new ProcessLostError(`the process of the PKCS#11 module: ${error.message}`, false),
          onLost,
        );
        if (this.#child.pid === undefined) {
          resolve();
        }
      });
    });
    this.#onTimeout = (limit) =>
      this.#lose(new ProcessLostError(`no answer within ${limit} ms`, true), onLost);
    this.#child.on('message', (message) => this.#receive(message));
  }

  readonly #onTimeout: (timeLimitInMs: number) => void;

  /**
   * @throws TokenFailureError when the token says that it cannot
   * @throws ProcessLostError when the child ends before it answers
   */
  async request<Name extends OperationName>(
    operation: Name,
    body: Operations[Name]['request'],
    timeLimitInMs: number,
  ): Promise<Operations[Name]['reply']> {
    const reply = await this.#send(operation, body, timeLimitInMs);
    if (!isReplyTo(operation, reply)) {
      throw new TokenFailureError({
        kind: 'token-failed',
        detail: `the answer to ${operation} has a wrong shape`,
      });
    }
    return reply;
  }

  /** Ends the child; pending requests fail. Resolves once it is gone. */
  async close(): Promise<void> {
    this.#lose(new ProcessLostError('the root of trust is closed', false));
    if (this.#child.connected) {
      this.#child.disconnect();
    }
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), FAREWELL_IN_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  /** Ends the child at once: it hangs, or its module cannot be trusted any more. */
  kill(): void {
    this.#lose(new ProcessLostError('the process was ended', false));
    this.#child.kill('SIGKILL');
  }

  #send(operation: OperationName, body: object, timeLimitInMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#lost !== undefined) {
        reject(this.#lost);
        return;
      }
      const id = this.#nextId;
      this.#nextId += 1;
      this.#pending.set(id, { operation, timeLimitInMs, resolve, reject });
      if (this.#pending.size === 1) {
        this.#watch();
      }
      // A failed send is followed by 'exit', which rejects the request.
      this.#child.send({ id, operation, body }, () => undefined);
    });
  }

  #receive(message: unknown): void {
    if (this.#lost !== undefined || !isReply(message)) {
      return;
    }
    const reply: Reply = message;
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) {
      return;
    }
    this.#pending.delete(reply.id);
    this.#answered = true;
    this.#watch();
    if (reply.ok) {
      pending.resolve(reply.body);
    } else {
      pending.reject(new TokenFailureError(reply.failure));
    }
  }

  /** Gives the oldest request, which the child now works on, its full time. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    const [oldest] = this.#pending.values();
    if (oldest !== undefined) {
      this.#watchdog = setTimeout(() => {
        this.#onTimeout(oldest.timeLimitInMs);
        this.#child.kill('SIGKILL');
      }, oldest.timeLimitInMs);
    }
  }

  #lose(error: ProcessLostError, onLost?: (error: ProcessLostError) => void): void {
    if (this.#lost !== undefined) {
      return;
    }
    this.#lost = error;
    clearTimeout(this.#watchdog);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    // First the owner, so that a rejected caller who tries again finds the next life of the child already begun.
    onLost?.(error);
    for (const { reject } of pending) {
      reject(error);
    }
  }

  #epitaph(code: number | null, signal: NodeJS.Signals | null): string {
    const end = signal === null ? `exit code ${code}` : signal;
    return this.#answered || signal !== null
      ? `the process of the PKCS#11 module ended (${end})`
      : `the process of the PKCS#11 module did not start (${end}); check that the native part of pkcs11js is built`;
  }
}
