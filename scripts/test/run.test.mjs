import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CommandError, runQuietly } from '../lib/run.mjs';
import { ROOT } from '../lib/workspace.mjs';

const RUN = JSON.stringify(join(ROOT, 'scripts/lib/run.mjs'));

/**
 * A script that runs `program` with Node.js in its own place.
 *
 * @param {string} program
 */
const inPlace = (program) =>
  `const { runInPlace } = await import(${RUN}); await runInPlace(process.execPath, ['-e', ${JSON.stringify(program)}], process.env);`;

describe('npm start: the product runs in the place of the script', () => {
  it('ends with the exit code of the product', async () => {
    const script = promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      inPlace('process.exit(7)'),
    ]);
    await expect(script).rejects.toMatchObject({ code: 7 });
  });

  it.each(/** @type {const} */ (['SIGTERM', 'SIGINT']))('passes %s on, once', async (signal) => {
    const program = `
      let count = 0;
      process.on('${signal}', () => { count += 1; });
      console.log('up', process.pid);
      const timer = setInterval(() => { if (count > 0) { clearInterval(timer); setTimeout(() => process.exit(40 + count), 50); } }, 5);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', inPlace(program)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    // A terminal and npm both send it.
    child.kill(signal);
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([41, null]);
  });
});

describe('npm start: quiet unless it fails', () => {
  it('returns standard output of a program that ends well', async () => {
    expect(await runQuietly(process.execPath, ['-e', 'console.log(1); console.error(2)'])).toBe('1\n');
  });

  it('shows everything that a failed program printed, and its code', async () => {
    const failed = runQuietly(process.execPath, [
      '-e',
      'console.log("one"); console.error("two"); process.exit(3)',
    ]);
    await expect(failed).rejects.toThrow(CommandError);
    await expect(failed).rejects.toThrow(/one[\s\S]*two|two[\s\S]*one/);
    await expect(failed).rejects.toThrow('ended with code 3');
  });

  it('tells when a program cannot be started', async () => {
    await expect(runQuietly('/nonexistent/program', [])).rejects.toThrow('cannot be started');
  });
});
