import { writeSync } from 'node:fs';
import { ConfigurationError, readConfiguration } from './configuration/configuration.ts';
import { firstLoginBox } from './first-login-box.ts';
import { bufferedSink } from './log/buffered-sink.ts';
import { createLog } from './log/log.ts';
import { type RunningProduct, startProduct } from './start.ts';

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

/** The program: configuration → product → signals. Its exit code is 0 after a shutdown that was asked for, 1 otherwise. */
async function main(): Promise<void> {
  // Whatever this process writes is for its own user only.
  process.umask(0o077);
  const configuration = readConfiguration({ environment: process.env, yamlFile: 'dewpoint.yaml' });
  const log = createLog(configuration.logLevel, bufferedSink(STANDARD_OUTPUT));
  process.on('exit', () => log.flush());
  process.on('uncaughtExceptionMonitor', (error) => {
    log.error('the process ends because of a fault that nothing handled', { cause: error });
  });
  const product = await startProduct(configuration, log);
  stopOnSignals(product, log);
  log.flush();
  writeSync(STANDARD_OUTPUT, firstLoginBox(product.publicUrl.origin, product.firstLogin));
}

/** The first signal ends the process when everything is answered and written; the second one ends it at once. */
function stopOnSignals(product: RunningProduct, log: ReturnType<typeof createLog>): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) {
      log.warn('second signal: ending at once', { signal });
      process.exit(1);
    }
    stopping = true;
    log.info('shutting down', { signal });
    product.close().then(
      () => {
        log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error('the shutdown failed', { cause: error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigurationError ? error.message : startFailure(error);
  writeSync(STANDARD_ERROR, `${text}\n`);
  process.exit(1);
});

/** Failures of a start are for the operator: what happened, its causes, and the mend where it is known. */
function startFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'Dewpoint could not start.';
  const causes: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) causes.push(at.message);
  const code = 'code' in error ? error.code : undefined;
  const mend =
    code === 'EADDRINUSE'
      ? '\nAnother program uses this port: end it, or set DEWPOINT_PORT.'
      : code === 'EACCES'
        ? '\nThis user may not do that: check the mode of the file or folder, or set DEWPOINT_PORT above 1023.'
        : '';
  return `Dewpoint could not start: ${causes.join(': ')}${mend}`;
}
