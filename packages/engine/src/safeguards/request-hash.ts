import { createHash } from 'node:crypto';
import type { GuardedCall } from './safeguards.ts';

/** SHA-256 of an act: operation, account, project and every value of its input. Two requests that differ in anything differ in this. */
export function requestHash({ operation, context, input }: GuardedCall): string {
  const act = [operation.definition.id, context.account.id, context.project?.id ?? null, input];
  return createHash('sha256').update(canonical(act)).digest('hex');
}

/** JSON with the names of every object in order, so that the order in which a client wrote them does not count. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (part instanceof Uint8Array) return Buffer.from(part).toString('base64');
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
