/** Where a command of the command line reads its settings from and writes to. */
export interface CommandOutput {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Prints lines on standard output. */
  print(text: string): void;
}

/** A command with its usage; it resolves with the exit code of the process. */
export interface Command {
  readonly usage: string;
  run(args: readonly string[], output: CommandOutput): Promise<number>;
}

/** The command cannot do what was asked for; the message says why and what to write instead. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
