import { writeSync } from 'node:fs';
import type { LogSink } from './log.ts';

const FLUSH_AFTER_MS = 50;
const FLUSH_AT_CHARACTERS = 32 * 1024;

/**
 * Collects lines and writes many at once: a write per line costs more than the request it tells of.
 * What was collected leaves within 50 ms, at 32 Ki characters, or on `flush`.
 */
export function bufferedSink(fileDescriptor: number): LogSink {
  let pending: string[] = [];
  let length = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length === 0) return;
    const bytes = Buffer.from(pending.join(''));
    pending = [];
    length = 0;
    writeAll(fileDescriptor, bytes);
  };
  return {
    write(line) {
      pending.push(line);
      length += line.length;
      if (length >= FLUSH_AT_CHARACTERS) flush();
      else timer ??= setTimeout(flush, FLUSH_AFTER_MS).unref();
    },
    flush,
  };
}

function writeAll(fileDescriptor: number, bytes: Uint8Array): void {
  let written = 0;
  const waiter = new Int32Array(new SharedArrayBuffer(4));
  for (let attempts = 0; written < bytes.length && attempts < 200; attempts++) {
    try {
      written += writeSync(fileDescriptor, bytes, written);
    } catch (error) {
      // A pipe whose reader is slow says EAGAIN; a closed one says EPIPE, and then nobody is there to read.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
      Atomics.wait(waiter, 0, 0, 5);
    }
  }
}
