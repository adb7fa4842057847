import { randomUUIDv7 } from 'node:crypto';

/** Stands for the audit writer of the engine and keeps nothing; see `without-traces.ts`. */
export class GroupCommitAuditWriter {
  async append(): Promise<string> {
    return randomUUIDv7();
  }

  async appendWithin(): Promise<string> {
    return randomUUIDv7();
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {}

  metrics(): readonly never[] {
    return [];
  }
}
