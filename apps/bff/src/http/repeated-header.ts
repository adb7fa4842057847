import type { IncomingMessage } from 'node:http';
import { OperationError } from '@dewpoint/contract';

/**
 * Headers of which Node keeps the first and drops the others without a word. A proxy in front may have looked at another one than the
 * product would (RFC 9112 3.2 refuses a second Host for that reason). Others that stand there twice are joined and so fail by themselves.
 */
const once: ReadonlySet<string> = new Set(['host', 'authorization', 'content-type']);

/** @throws OperationError `headerRepeated` naming the header */
export function refuseRepeatedHeaders({ rawHeaders }: IncomingMessage): void {
  let seen = '';
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length !== 4 && name.length !== 12 && name.length !== 13) continue;
    const lower = name.toLowerCase();
    if (!once.has(lower)) continue;
    if (seen.includes(lower)) {
      throw new OperationError('headerRepeated', {
        message: `The header ${lower} stands in the request twice. Send it once.`,
      });
    }
    seen += ` ${lower}`;
  }
}
