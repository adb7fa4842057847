import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What the documents say of the operations that are entered here: names, paths, statuses, actions, traces and JSON types. */
const documentedOperation = z.object({
  id: z.string(),
  method: z.string(),
  path: z.string(),
  success: z.int(),
  action: z.string().nullable(),
  legacyActions: z.array(z.string()),
  trace: z.string().nullable(),
  traceResource: z.string().nullable(),
  /** Wire names of request fields; `a.b` is nested, `a[]` a list. */
  request: z.array(z.string()),
  /** Wire name and type of answer fields; the type is null where the documents give none. */
  response: z.array(z.tuple([z.string(), z.string().nullable()])),
});
export type DocumentedOperation = z.output<typeof documentedOperation>;

const documented = z
  .object({
    operations: z.array(documentedOperation),
    /** Every operation of the KMS, also those that are not entered above. */
    kms: z.array(z.tuple([z.string(), z.string(), z.string()])),
    /** The same of topics. */
    smn: z.array(z.tuple([z.string(), z.string(), z.string()])),
    actions: z.array(z.string()),
  })
  .parse(JSON.parse(readFileSync(new URL('./testdata/documented.json', import.meta.url), 'utf8')));

export const documentedActions: ReadonlySet<string> = new Set(documented.actions);

/** The documents' tables of traces: names, each with its resource type. */
const traceNames = z.array(z.tuple([z.string(), z.string()]));
const traceTables = z
  .object({ 'O 10': traceNames, 'G 2.3.1': traceNames })
  .parse(JSON.parse(readFileSync(new URL('./testdata/trace-names.json', import.meta.url), 'utf8')));
export const documentedTraces = [...traceTables['O 10'], ...traceTables['G 2.3.1']];

const named = ([id, method, path]: readonly [string, string, string]) => ({ id, method, path });
export const kmsOperations = documented.kms.map(named);
export const smnOperations = documented.smn.map(named);
export const documentedOperations: readonly DocumentedOperation[] = documented.operations;

export function documentedAt(method: string, path: string): DocumentedOperation | undefined {
  return documented.operations.find((operation) => operation.method === method && operation.path === path);
}
