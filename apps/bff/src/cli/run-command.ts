import { ConfigurationError } from '../configuration/configuration.ts';
import { type Command, type CommandOutput, UsageError } from './command.ts';
import { verifyTraces, usage as verifyTracesUsage } from './verify-traces/command.ts';

/** Nothing could be done: bad arguments, bad settings, a store that cannot be read. */
const NOT_DONE = 2;

const commands: Readonly<Record<string, Command>> = {
  'verify-traces': { usage: verifyTracesUsage, run: verifyTraces },
};

/** Runs one command of the command line; returns the exit code. Failures are printed on standard error by `printError`. */
export async function runCommand(
  args: readonly string[],
  output: CommandOutput & { printError(text: string): void },
): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || rest.includes('--help')) {
    const usages = (command ? [command] : Object.values(commands)).map(({ usage }) => usage).join('\n\n');
    if (command || name === '--help' || name === 'help') {
      output.print(usages);
      return 0;
    }
    output.printError(`${name === '' ? 'Say what to do.' : `There is no command ${name}.`}\n\n${usages}`);
    return NOT_DONE;
  }
  try {
    return await command.run(rest, output);
  } catch (error) {
    if (error instanceof UsageError || error instanceof ConfigurationError) output.printError(error.message);
    else output.printError(`The command failed: ${error instanceof Error ? error.message : String(error)}`);
    return NOT_DONE;
  }
}
