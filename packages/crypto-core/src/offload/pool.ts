import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { TaskName, Tasks } from './tasks.ts';

/** One task for a worker. */
export interface Order {
  readonly id: number;
  readonly name: TaskName;
  readonly input: readonly unknown[];
}

/** A worker's answer: either an output (which may be undefined) or the name of an unexpected error. */
export interface Answer {
  readonly id: number;
  readonly output?: unknown;
  readonly failure?: string;
}

type Output<Name extends TaskName> = ReturnType<Tasks[Name]>;

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

const mostThreads = Math.min(availableParallelism(), 4);
/** The source tree runs as TypeScript, the built package as JavaScript. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** A worker thread and the tasks that it has not answered yet. */
class OffloadThread {
  readonly #waiting = new Map<number, Waiting>();
  readonly #worker: Worker;
  #nextId = 0;

  constructor(onExit: (thread: OffloadThread) => void) {
    this.#worker = new Worker(workerFile, { name: 'dewpoint-crypto', execArgv: [] });
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (error: Error) => this.#failAll(`a crypto thread failed: ${error.name}`));
    this.#worker.on('exit', () => {
      this.#failAll('a crypto thread ended');
      onExit(this);
    });
  }

  get load(): number {
    return this.#waiting.size;
  }

  run(name: TaskName, input: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const order: Order = { id: this.#nextId, name, input };
      this.#nextId += 1;
      this.#worker.postMessage(order);
      this.#waiting.set(order.id, { resolve, reject });
      this.#worker.ref();
    });
  }

  #settle({ id, output, failure }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (failure === undefined) waiting?.resolve(output);
    else waiting?.reject(new Error(`a crypto task failed unexpectedly: ${failure}`));
  }

  #failAll(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}

const threads = new Set<OffloadThread>();

/**
 * Runs a task of tasks.ts off the event loop. Threads start when they are first needed, at most four, are kept, and do not keep
 * the process alive while they are idle. A thread that dies fails its tasks and is replaced by the next call.
 */
export async function offload<Name extends TaskName>(
  name: Name,
  ...input: Parameters<Tasks[Name]>
): Promise<Output<Name>> {
  return asSent(await leastLoaded().run(name, input)) as Output<Name>;
}

/** Structured clone turns a Buffer into a Uint8Array. */
function asSent(output: unknown): unknown {
  return output instanceof Uint8Array ? Buffer.from(output.buffer, output.byteOffset, output.length) : output;
}

function leastLoaded(): OffloadThread {
  const [best] = [...threads].sort((a, b) => a.load - b.load);
  if (best !== undefined && (best.load === 0 || threads.size >= mostThreads)) return best;
  const thread = new OffloadThread((ended) => threads.delete(ended));
  threads.add(thread);
  return thread;
}
