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
    traces: z.array(z.string()),
  })
  .parse(JSON.parse(readFileSync(new URL('./testdata/documented.json', import.meta.url), 'utf8')));

export const documentedActions: ReadonlySet<string> = new Set(documented.actions);
export const documentedTraces: ReadonlySet<string> = new Set(documented.traces);
const named = ([id, method, path]: readonly [string, string, string]) => ({ id, method, path });
export const kmsOperations = documented.kms.map(named);
export const smnOperations = documented.smn.map(named);
export const documentedOperations: readonly DocumentedOperation[] = documented.operations;

export function documentedAt(method: string, path: string): DocumentedOperation | undefined {
  return documented.operations.find((operation) => operation.method === method && operation.path === path);
}
