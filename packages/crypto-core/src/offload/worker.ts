import { parentPort } from 'node:worker_threads';
import type { Answer, Order } from './pool.ts';
import { type TaskName, tasks } from './tasks.ts';

const port = parentPort;
if (port === null) throw new TypeError('offload/worker runs only as a worker thread');

port.on('message', (order: Order) => port.postMessage(answer(order)));

function answer({ id, name, input }: Order): Answer {
  try {
    return { id, output: run(name, input) };
  } catch (error) {
    // Only the kind of error crosses: a library's message might quote its input.
    return { id, failure: error instanceof Error ? error.name : 'unknown' };
  }
}

function run(name: TaskName, input: readonly unknown[]): unknown {
  return Reflect.apply(tasks[name], undefined, input);
}
