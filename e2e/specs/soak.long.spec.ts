import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { Api } from '../support/api.ts';
import { Product } from '../support/product.ts';
import { soak } from '../support/soak.ts';
import { expect, test } from '../support/test.ts';

const DURATION_IN_MS = 10 * 60_000;
/** Caches fill and traces of a busy minute wait for their tree; what leaks grows with every one of the many thousand operations. */
const MOST_HEAP_GROWTH_IN_BYTES = 48 * 1024 * 1024;
const REPOSITORY = join(import.meta.dirname, '..', '..');

test.describe('OPS-03 the product under work that does not end', () => {
  test('answers everything as it should, keeps its memory and can prove every trace', async () => {
    await using product = await Product.create({
      DEWPOINT_QUOTA_KEYS: '10000000',
      DEWPOINT_QUOTA_SECRETS: '10000000',
    });
    const report = await soak(product, await Api.signIn(product), DURATION_IN_MS);
    expect(report.surprises).toEqual([]);
    expect(report.requestIds.length).toBeGreaterThan(10_000);
    expect(report.heapAtLast - report.heapAtFirst).toBeLessThan(MOST_HEAP_GROWTH_IN_BYTES);

    expect(await product.stop()).toBe(0);
    const file = join(product.dataFolder, 'dewpoint.db');
    using store = new DatabaseSync(file, { readOnly: true });
    const traced = new Set(
      store
        .prepare('select request_id from traces')
        .all()
        .map((row) => String(row.request_id)),
    );
    expect(report.requestIds.filter((id) => !traced.has(id))).toEqual([]);
    // Rejects with what it found when a record does not fit.
    await promisify(execFile)(
      join(REPOSITORY, 'node_modules', '.bin', 'node'),
      [join(REPOSITORY, 'apps', 'bff', 'dist', 'cli', 'main.js'), 'verify-traces'],
      { env: { PATH: process.env.PATH ?? '', DEWPOINT_DATA_DIR: product.dataFolder } },
    );
  });
});
