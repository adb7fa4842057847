import type { Metric } from '@dewpoint/engine';

/** Upper bounds of the duration histogram in seconds: from a cached cryptographic call to a slow sign-in. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

export type Surface = 'rest' | 'console' | 'page';

/** Counts of finished requests; small enough to be kept on every one. */
export class HttpMetrics {
  readonly #answers = new Map<string, { surface: Surface; status: number; count: number }>();
  readonly #durations = new Map<Surface, { buckets: number[]; sum: number; count: number }>();
  #inFlight = 0;

  begin(): void {
    this.#inFlight++;
  }

  end(surface: Surface, status: number, durationInMs: number): void {
    this.#inFlight--;
    const key = `${surface}${status}`;
    const answer = this.#answers.get(key);
    if (answer) answer.count++;
    else this.#answers.set(key, { surface, status, count: 1 });
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
    const answers = [...this.#answers.values()];
    return [
      {
        name: 'http_requests_total',
        help: 'Finished requests by surface and status.',
        type: 'counter',
        samples: answers.map(({ surface, status, count }) => ({
          labels: { surface, status: String(status) },
          value: count,
        })),
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
