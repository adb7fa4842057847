import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Configuration, readConfiguration } from '../../configuration/configuration.ts';
import { type CommandOutput, UsageError } from '../command.ts';
import { describeReport } from './findings.ts';
import { NoteError, originOfNote, parseVerifierKey } from './notes.ts';
import { openTraceDatabase } from './trace-database.ts';
import { readAccounts, readSequencer } from './trace-reader.ts';
import { verifyAccount } from './verify-account.ts';

export const usage = `dewpoint verify-traces [--checkpoint <file>]... [--key <verifier key>]... [--account <name or ID>] [--json]

Recomputes the Merkle trees of all traces from the store and compares them with their signed checkpoints. It reads the settings of the
server (DEWPOINT_DATA_DIR, DEWPOINT_DATABASE_URL), writes nothing, needs no key and may run beside the server.

  --checkpoint   a checkpoint that was kept outside of the store: finds what was cut from the tail since
  --key          a signing key that was kept outside of the store: then no other one is trusted at first
  --account      only this account
  --json         one JSON object for each account

Exit codes: 0 everything verified; 1 something does not fit, the first wrong record is named; 2 it could not be checked.`;

const OK = 0;
const TAMPERED = 1;

/** Throws `UsageError` for arguments that cannot be meant, and the driver's error when the store cannot be read. */
export async function verifyTraces(args: readonly string[], output: CommandOutput): Promise<number> {
  const options = parse(args);
  const configuration = readConfiguration({ environment: output.environment, yamlFile: 'dewpoint.yaml' });
  const database = await openTraceDatabase(locationOf(configuration));
  try {
    const { isOpen } = await readSequencer(database);
    const accounts = (await readAccounts(database)).filter(
      ({ id, name }) => options.account === undefined || id === options.account || name === options.account,
    );
    if (accounts.length === 0) throw new UsageError('There is no such account in the store.');
    refuseForeignWitnesses(options.witnesses, accounts);
    let failed = false;
    for (const account of accounts) {
      const report = await verifyAccount(database, account, isOpen, options);
      failed ||= report.findings.length > 0;
      output.print(options.json ? JSON.stringify(report) : describeReport(report));
    }
    return failed ? TAMPERED : OK;
  } finally {
    await database.close();
  }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        checkpoint: { type: 'string', multiple: true, default: [] },
        key: { type: 'string', multiple: true, default: [] },
        account: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    return {
      account: values.account,
      json: values.json,
      witnesses: values.checkpoint.map((file) => readFileSync(file, 'utf8')),
      pinned: values.key.map(parseVerifierKey),
    };
  } catch (error) {
    if (error instanceof NoteError || error instanceof TypeError) throw new UsageError(error.message);
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`A checkpoint cannot be read: ${error.message}`);
    throw error;
  }
}

/** A witness of an account that is not there is no witness of those that are: it must not pass unseen. */
function refuseForeignWitnesses(
  witnesses: readonly string[],
  accounts: readonly { readonly id: string }[],
): void {
  const origins = new Set(accounts.map(({ id }) => `dewpoint/traces/${id}`));
  for (const note of witnesses) {
    if (origins.has(originOfNote(note))) continue;
    throw new UsageError(`The checkpoint of ${originOfNote(note)} is of no account that is checked.`);
  }
}

function locationOf({ databaseUrl, dataDir }: Configuration) {
  if (databaseUrl !== undefined) return { kind: 'postgres', url: databaseUrl } as const;
  const file = join(dataDir, 'dewpoint.db');
  if (!existsSync(file)) {
    throw new UsageError(
      `There is no store at ${file}. Set DEWPOINT_DATA_DIR or DEWPOINT_DATABASE_URL as for the server.`,
    );
  }
  return { kind: 'sqlite', file } as const;
}
