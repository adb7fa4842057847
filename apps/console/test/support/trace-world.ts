import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import type { RequestHandler } from 'msw';
import { TraceChain, traceIdOf } from './trace-chain.ts';
import { World } from './world.ts';

type Trace = OperationOutput<'cts.searchTraces'>['items'][number];
export type TraceSearch = OperationInput<'cts.searchTraces'>;

/** A trace whose ID ends with a number; later numbers are older. */
export function aTrace(number: number, differences: Partial<Trace> = {}): Trace {
  return {
    id: traceIdOf(number),
    name: 'encryptData',
    traceType: 'ApiCall',
    serviceType: 'KMS',
    resourceType: 'cmk',
    resourceId: '0d0466b0-e727-4d9c-b35d-000000000001',
    resourceName: 'orders',
    userId: 'b'.repeat(32),
    userName: 'admin',
    rating: 'normal',
    code: '200',
    sourceIp: '192.0.2.7',
    requestId: '0d0466b0-e727-4d9c-b35d-00000000000a',
    time: Date.UTC(2026, 10, 20, 12) - number * 1000,
    ...differences,
  };
}

/** The world with traces in it. */
export class TraceWorld extends World {
  traces: Trace[] = [];
  chain = new TraceChain(0);
  readonly traceSearches: TraceSearch[] = [];
  readonly exports: OperationInput<'cts.exportTraces'>[] = [];
  /** Answers of the list that end early. */
  shortPages = false;
  refusal: OperationError | null = null;

  override handlers(): RequestHandler[] {
    return [
      mockOperation('cts.searchTraces', (input) => this.#allow(() => this.#list(input))),
      mockOperation('cts.traceFilters', () => this.#allow(() => this.#filters())),
      mockOperation('cts.viewTrace', ({ traceId }) => this.#allow(() => this.#viewTrace(traceId))),
      mockOperation('cts.exportTraces', (input) => this.#allow(() => this.#export(input))),
      mockOperation('cts.traceProof', ({ traceId }) => this.chain.proof(traceId)),
      mockOperation('cts.showCheckpoint', () => this.chain.latest()),
      mockOperation('cts.listCheckpoints', ({ before }) => ({
        checkpoints: this.chain.checkpoints.filter(({ treeSize }) => treeSize < (before ?? Infinity)),
        signers: this.chain.listedSigners(),
      })),
      mockOperation('cts.verifyData', ({ start, count }) => ({
        treeSize: this.chain.leaves.length,
        prunedSize: this.chain.prunedSize,
        leaves: this.chain.leaves.slice(start, start + count),
      })),
      mockOperation('cts.proveConsistency', ({ first, second }) => {
        const end = second ?? this.chain.leaves.length;
        return { first, second: end, consistencyPath: this.chain.consistency(first, end) };
      }),
      mockOperation('cts.rotateTraceSigner', () => {
        this.chain.rotate();
        const { verifierKey, endorsement } = this.chain.listedSigners().at(-1) ?? {};
        return { verifierKey: verifierKey ?? '', endorsement: endorsement ?? '' };
      }),
      ...super.handlers(),
    ];
  }

  #allow<Output>(answer: () => Output): Output {
    if (this.refusal) throw this.refusal;
    return answer();
  }

  #list(input: TraceSearch): OperationOutput<'cts.searchTraces'> {
    this.traceSearches.push(input);
    const { traceName, rating, user, limit, cursor } = input;
    const found = this.traces.filter(
      (trace) =>
        (!traceName || trace.name === traceName) &&
        (rating === undefined || trace.rating === rating) &&
        (!user || trace.userName === user),
    );
    const start = Number(cursor ?? 0);
    const end = start + (this.shortPages ? Math.min(limit, 3) : limit);
    return {
      items: found.slice(start, end),
      nextCursor: end < found.length ? String(end) : null,
      from: input.from ?? 0,
      to: input.to ?? Date.UTC(2026, 10, 22),
    };
  }

  #filters(): OperationOutput<'cts.traceFilters'> {
    const distinct = (name: keyof Trace) => [...new Set(this.traces.map((trace) => String(trace[name])))];
    return {
      serviceTypes: distinct('serviceType'),
      resourceTypes: distinct('resourceType'),
      traceNames: distinct('name'),
      users: distinct('userName'),
    };
  }

  #viewTrace(traceId: string): OperationOutput<'cts.viewTrace'> {
    const trace = this.traces.find(({ id }) => id === traceId);
    if (!trace) throw new OperationError('traceNotFound');
    return {
      ...trace,
      json: JSON.stringify({ trace_id: trace.id, trace_name: trace.name }, null, 2),
      leafIndex: 0,
    };
  }

  #export(input: OperationInput<'cts.exportTraces'>): OperationOutput<'cts.exportTraces'> {
    this.exports.push(input);
    return {
      fileName: `traces-2026-11-22.${input.format}`,
      mediaType: 'text/csv; charset=utf-8',
      content: 'a,b\r\n',
    };
  }
}
