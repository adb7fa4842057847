import type { Metric } from '@dewpoint/engine';

/** Upper bounds of the duration histogram in seconds: from a cached cryptographic call to a slow sign-in. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

export type Surface = 'rest' | 'console' | 'page';

/** Counts of finished requests; small enough to be kept on every one. */
export class HttpMetrics {
  readonly #answers = new Map<Surface, Map<number, number>>();
  readonly #durations = new Map<Surface, { buckets: number[]; sum: number; count: number }>();
  #inFlight = 0;

  begin(): void {
    this.#inFlight++;
  }

  end(surface: Surface, status: number, durationInMs: number): void {
    this.#inFlight--;
    let counts = this.#answers.get(surface);
    if (!counts) {
      counts = new Map();
      this.#answers.set(surface, counts);
    }
    counts.set(status, (counts.get(status) ?? 0) + 1);
    let durations = this.#durations.get(surface);
    if (!durations) {
      durations = { buckets: BOUNDS.map(() => 0), sum: 0, count: 0 };
      this.#durations.set(surface, durations);
    }
    const seconds = durationInMs / 1000;
    durations.sum += seconds;
    durations.count++;
    for (let i = BOUNDS.length - 1; i >= 0 && seconds <= (BOUNDS[i] ?? 0); i--)
      durations.buckets[i] = (durations.buckets[i] ?? 0) + 1;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Everything but the histogram, in the engine's form. */
  metrics(): readonly Metric[] {
    return [
      {
        name: 'http_requests_total',
        help: 'Finished requests by surface and status.',
        type: 'counter',
        samples: [...this.#answers].flatMap(([surface, counts]) =>
          [...counts].map(([status, value]) => ({ labels: { surface, status: String(status) }, value })),
        ),
      },
      {
        name: 'http_requests_in_flight',
        help: 'Requests that are being answered now.',
        type: 'gauge',
        samples: [{ labels: {}, value: this.#inFlight }],
      },
    ];
  }

  /** Duration histograms: cumulative counts per upper bound in seconds. */
  histograms(): readonly {
    surface: Surface;
    buckets: readonly [bound: number, count: number][];
    sum: number;
    count: number;
  }[] {
    return [...this.#durations].map(([surface, { buckets, sum, count }]) => ({
      surface,
      buckets: BOUNDS.map((bound, i) => [bound, buckets[i] ?? 0]),
      sum,
      count,
    }));
  }
}
