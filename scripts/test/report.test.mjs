import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyTally, runSuite, tallyPlaywright, tallyVitest, total, verdict } from '../lib/report.mjs';

describe('npm test: counting', () => {
  it('counts the tests of a Vitest report by name', () => {
    const assertionResults = [
      { fullName: 'a', status: 'passed' },
      { fullName: 'b', status: 'failed' },
      { fullName: 'c', status: 'skipped' },
      { fullName: 'd', status: 'todo' },
    ];
    const report = { testResults: [{ name: 'x.test.ts', status: 'failed', message: '', assertionResults }] };
    expect(tallyVitest(report)).toEqual({
      passed: 1,
      failed: ['x.test.ts > b'],
      skipped: ['x.test.ts > c', 'x.test.ts > d'],
    });
  });

  it('counts a test file that could not be loaded as one failure', () => {
    const broken = { name: 'x.test.ts', status: 'failed', message: 'no such module', assertionResults: [] };
    expect(tallyVitest({ testResults: [broken] }).failed).toEqual(['x.test.ts: no such module']);
  });

  it('counts the tests of a Playwright report; a flaky one failed', () => {
    /** @param {string} status */
    const spec = (status) => ({ title: status, tests: [{ projectName: 'chromium', status }] });
    const report = {
      suites: [
        {
          title: 'a.spec.ts',
          file: 'a.spec.ts',
          specs: [spec('expected')],
          suites: [
            {
              title: 'group',
              file: 'a.spec.ts',
              specs: ['expected', 'unexpected', 'flaky', 'skipped'].map(spec),
            },
          ],
        },
      ],
      errors: [{ message: 'worker crashed' }],
    };
    expect(tallyPlaywright(report)).toEqual({
      passed: 2,
      failed: ['a.spec.ts > group > unexpected', 'a.spec.ts > group > flaky', 'worker crashed'],
      skipped: ['a.spec.ts > group > skipped'],
    });
  });

  it('adds suites up', () => {
    expect(
      total([
        { passed: 1, failed: ['a'], skipped: [] },
        { passed: 2, failed: ['b'], skipped: ['c'] },
      ]),
    ).toEqual({ passed: 3, failed: ['a', 'b'], skipped: ['c'] });
  });
});

describe('npm test: the verdict', () => {
  const clean = { passed: 3, failed: [], skipped: [] };

  it('ends with the count alone on the last line', () => {
    expect(verdict(clean, { maySkip: false })).toEqual({ lines: ['3 passed, 0 failed'], exitCode: 0 });
  });

  it('fails when a test failed, and names it', () => {
    expect(verdict({ ...clean, failed: ['a\nand its stack'] }, { maySkip: true })).toEqual({
      lines: ['FAILED   a', '3 passed, 1 failed'],
      exitCode: 1,
    });
  });

  it('counts a skipped test as failed where nothing may be skipped', () => {
    const { lines, exitCode } = verdict({ ...clean, skipped: ['a'] }, { maySkip: false });
    expect(exitCode).toBe(1);
    expect(lines).toEqual(['FAILED   skipped: a', '3 passed, 1 failed']);
  });

  it('names skipped tests loudly elsewhere', () => {
    const { lines, exitCode } = verdict({ ...clean, skipped: ['a'] }, { maySkip: true });
    expect(exitCode).toBe(0);
    expect(lines).toContain('SKIPPED  a');
    expect(lines.at(-1)).toBe('3 passed, 0 failed');
  });

  it('fails when no test ran', () => {
    expect(verdict(emptyTally(), { maySkip: true })).toEqual({
      lines: ['FAILED   no test ran', '0 passed, 1 failed'],
      exitCode: 1,
    });
  });
});

describe('npm test: a runner that does not end well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dewpoint-report-'));
  const reportFile = join(folder, 'report.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  /**
   * @param {number} code
   * @param {{ passed: number, failed: string[] } | undefined} report
   */
  const suite = (code, report) =>
    runSuite({
      name: 'unit tests',
      reportFile,
      run: async () => {
        if (report !== undefined) writeFileSync(reportFile, JSON.stringify(report));
        return code;
      },
      tally: (/** @type {{ passed: number, failed: string[] }} */ read) => ({ ...emptyTally(), ...read }),
    });

  it('is a failure without a report, and an older report is not taken for it', async () => {
    writeFileSync(reportFile, JSON.stringify({ passed: 9, failed: [] }));
    expect(await suite(137, undefined)).toMatchObject({
      passed: 0,
      failed: ['unit tests: ended with code 137 and without a report'],
    });
  });

  it('is a failure when all reported tests passed and the exit code is not 0', async () => {
    expect(await suite(1, { passed: 2, failed: [] })).toMatchObject({
      passed: 2,
      failed: ['unit tests: ended with code 1'],
    });
  });

  it('is not counted twice when the report names the failure', async () => {
    expect((await suite(1, { passed: 2, failed: ['a'] })).failed).toEqual(['a']);
  });
});
