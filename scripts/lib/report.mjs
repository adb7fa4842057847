import { existsSync, readFileSync, rmSync } from 'node:fs';

/**
 * @typedef {object} Tally what a suite came to
 * @property {number} passed
 * @property {string[]} failed names
 * @property {string[]} skipped names
 */

/** @returns {Tally} */
export function emptyTally() {
  return { passed: 0, failed: [], skipped: [] };
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function total(tallies) {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/**
 * @typedef {object} VitestReport the part of its JSON report that is read here
 * @property {{ name: string, status: string, message: string,
 *   assertionResults: { fullName: string, status: string }[] }[]} testResults
 *
 * @param {VitestReport} report
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const tally = emptyTally();
  for (const file of report.testResults) {
    let failedTests = 0;
    for (const test of file.assertionResults) {
      const name = `${file.name} > ${test.fullName}`;
      if (test.status === 'passed') tally.passed += 1;
      else if (test.status === 'failed') failedTests = tally.failed.push(name);
      else tally.skipped.push(name);
    }
    // A file that cannot be loaded, or whose hooks fail, has no failed test to tell of it.
    if (file.status === 'failed' && failedTests === 0) tally.failed.push(`${file.name}: ${file.message}`);
  }
  return tally;
}

/**
 * @typedef {{ title: string, file: string, specs?: { title: string, tests: { projectName: string, status: string }[] }[],
 *   suites?: PlaywrightSuite[] }} PlaywrightSuite
 *
 * @param {{ suites: PlaywrightSuite[], errors: { message?: string }[] }} report the part of its JSON report that is read here
 * @returns {Tally} a flaky test counts as failed
 */
export function tallyPlaywright(report) {
  const tally = emptyTally();
  /**
   * @param {PlaywrightSuite} suite
   * @param {string} parents
   */
  const visit = (suite, parents) => {
    const path = parents === '' ? suite.title : `${parents} > ${suite.title}`;
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = `${path} > ${spec.title}`;
        if (test.status === 'expected') tally.passed += 1;
        else if (test.status === 'skipped') tally.skipped.push(name);
        else tally.failed.push(name);
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, path);
  };
  for (const suite of report.suites) visit(suite, '');
  for (const { message } of report.errors) tally.failed.push(message ?? 'an error outside of any test');
  return tally;
}

/**
 * Runs a suite and believes its report only as far as its exit code agrees: a runner that crashed, wrote no report,
 * or ended badly without naming a failed test counts as one failure.
 *
 * @template Report
 * @param {object} suite
 * @param {string} suite.name
 * @param {string} suite.reportFile where the runner writes its JSON
 * @param {() => Promise<number>} suite.run resolves with the exit code
 * @param {(report: Report) => Tally} suite.tally
 * @returns {Promise<Tally>}
 */
export async function runSuite({ name, reportFile, run, tally }) {
  rmSync(reportFile, { force: true });
  const code = await run();
  if (!existsSync(reportFile)) {
    return { ...emptyTally(), failed: [`${name}: ended with code ${code} and without a report`] };
  }
  const result = tally(JSON.parse(readFileSync(reportFile, 'utf8')));
  if (code !== 0 && result.failed.length === 0) result.failed.push(`${name}: ended with code ${code}`);
  return result;
}

/**
 * The verdict of a run. Where nothing may be skipped, a skipped test is a failed one.
 *
 * @param {Tally} result
 * @param {{ maySkip: boolean }} rules
 * @returns {{ lines: string[], exitCode: 0 | 1 }} `lines` end with the one that counts: `N passed, N failed`
 */
export function verdict(result, { maySkip }) {
  const failed = maySkip
    ? result.failed
    : [...result.failed, ...result.skipped.map((name) => `skipped: ${name}`)];
  if (result.passed === 0 && failed.length === 0) failed.push('no test ran');
  // What it printed was shown where it happened; here each failure has one line.
  const lines = failed.map((name) => `FAILED   ${name.split('\n', 1)[0]}`);
  if (maySkip && result.skipped.length > 0) {
    lines.push(
      ...result.skipped.map((name) => `SKIPPED  ${name}`),
      `${result.skipped.length} NOT RUN: with CI=true each of these is a failure.`,
    );
  }
  lines.push(`${result.passed} passed, ${failed.length} failed`);
  return { lines, exitCode: failed.length === 0 ? 0 : 1 };
}
