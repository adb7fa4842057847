import { createHash, timingSafeEqual } from 'node:crypto';
import type { Engine, Metric } from '@dewpoint/engine';
import type { RequestHandler } from 'express';
import { isDirectLoopback } from '../http/client-address.ts';
import type { HttpMetrics } from './http-metrics.ts';

const PREFIX = 'dewpoint_';

/**
 * Guarantees: `/metrics` opens to a caller on this machine that came without a proxy, and to a bearer of the configured token, compared
 * in constant time; to everybody else it does not exist.
 */
export function metricsEndpoint(
  engine: Pick<Engine, 'metrics'>,
  http: HttpMetrics,
  token: string | undefined,
): RequestHandler {
  const expected = token === undefined ? undefined : sha256(token);
  return (request, response, next) => {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const known = bearer !== undefined && expected !== undefined && timingSafeEqual(sha256(bearer), expected);
    if (!known && !isDirectLoopback(request)) {
      next();
      return;
    }
    response.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
    response.send(renderMetrics([...engine.metrics(), ...http.metrics(), ...processMetrics()], http));
  };
}

/** Prometheus text exposition format 0.0.4. */
export function renderMetrics(metrics: readonly Metric[], http: HttpMetrics): string {
  const lines: string[] = [];
  for (const { name, help, type, samples } of metrics) {
    lines.push(`# HELP ${PREFIX}${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`);
    lines.push(`# TYPE ${PREFIX}${name} ${type}`);
    for (const { labels, value } of samples) lines.push(`${PREFIX}${name}${labelText(labels)} ${value}`);
  }
  const duration = `${PREFIX}http_request_duration_seconds`;
  lines.push(`# HELP ${duration} Time from the head of a request to the end of its answer.`);
  lines.push(`# TYPE ${duration} histogram`);
  for (const { surface, buckets, sum, count } of http.histograms()) {
    for (const [bound, n] of buckets)
      lines.push(`${duration}_bucket${labelText({ surface, le: String(bound) })} ${n}`);
    lines.push(`${duration}_bucket${labelText({ surface, le: '+Inf' })} ${count}`);
    lines.push(
      `${duration}_sum${labelText({ surface })} ${sum}`,
      `${duration}_count${labelText({ surface })} ${count}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function processMetrics(): readonly Metric[] {
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    help,
    type: 'gauge',
    samples: [{ labels: {}, value }],
  });
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    gauge('process_resident_memory_bytes', 'Resident memory of the process.', memory.rss),
    gauge('process_heap_used_bytes', 'JavaScript heap in use.', memory.heapUsed),
    gauge('process_uptime_seconds', 'Time since the process started.', process.uptime()),
    {
      name: 'process_cpu_seconds_total',
      help: 'User and system CPU time spent.',
      type: 'counter',
      samples: [{ labels: {}, value: (cpu.user + cpu.system) / 1e6 }],
    },
  ];
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const entries = Object.entries(labels);
  if (entries.length === 0) return '';
  const quoted = entries.map(
    ([name, value]) =>
      `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  );
  return `{${quoted.join(',')}}`;
}

/** Hashing makes the lengths equal, which a constant-time comparison needs. */
function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
