import net from 'node:net';

export interface Load {
  readonly port: number;
  /** Whole request, head and body. */
  readonly request: string;
  readonly connections: number;
  readonly durationInMs: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50InMs: number;
  readonly p99InMs: number;
}

const STATUS_OK = Buffer.from('HTTP/1.1 200 ');
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Closed-loop load over keep-alive connections, one request in flight on each. Sockets and byte counting only: a general HTTP client
 * costs more than the server it measures. Every answer must be 200 and all of one length; throws otherwise.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  const end = performance.now() + load.durationInMs;
  const started = performance.now();
  await Promise.all(Array.from({ length: load.connections }, () => oneConnection(load, end, latencies)));
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    requestsPerSecond: Math.round(latencies.length / seconds),
    p50InMs: quantile(latencies, 0.5),
    p99InMs: quantile(latencies, 0.99),
  };
}

function oneConnection(load: Load, end: number, latencies: number[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = net.connect(load.port, '127.0.0.1');
  const request = Buffer.from(load.request);
  let answerLength = 0;
  let received = 0;
  let sentAt = 0;
  const next = () => {
    received = 0;
    sentAt = performance.now();
    socket.write(request);
  };
  socket.setNoDelay(true);
  socket.on('connect', next);
  socket.on('error', reject);
  socket.on('data', (chunk: Buffer) => {
    if (received === 0) {
      if (!chunk.subarray(0, STATUS_OK.length).equals(STATUS_OK)) {
        reject(new Error(`the server answered ${chunk.toString('latin1').slice(0, 600)}`));
        socket.destroy();
        return;
      }
      answerLength ||= lengthOf(chunk);
    }
    received += chunk.length;
    if (received < answerLength) return;
    if (received > answerLength) {
      reject(new Error('answers differ in length'));
      socket.destroy();
      return;
    }
    const now = performance.now();
    latencies.push(now - sentAt);
    if (now < end) next();
    else {
      socket.destroy();
      resolve();
    }
  });
  return promise;
}

function lengthOf(chunk: Buffer): number {
  const head = chunk.indexOf(HEAD_END);
  const declared = /content-length: (\d+)/i.exec(chunk.subarray(0, head).toString('latin1'))?.[1];
  if (head < 0 || declared === undefined) throw new Error('the head of an answer did not come in one piece');
  return head + HEAD_END.length + Number(declared);
}

function quantile(sorted: readonly number[], q: number): number {
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(2));
}
