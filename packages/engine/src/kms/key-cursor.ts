import { OperationError } from '@dewpoint/contract';

/** Where a page of a keyset-paged list ended: the sort it belongs to, the value of the last row in it, and that row's id. */
export interface KeyCursor {
  readonly sort: string;
  readonly value: string | number;
  readonly id: string;
}

/** Opaque to clients: base64url of JSON. */
export function encodeCursor({ sort, value, id }: KeyCursor): string {
  return Buffer.from(JSON.stringify([sort, value, id]), 'utf8').toString('base64url');
}

/**
 * Reads a cursor that came back from a client. It only ever becomes bound values of a query.
 * @param valueType what the sorted column holds
 * @throws OperationError `markerInvalid` for anything that was not made for this sort
 */
export function decodeCursor(text: string, sort: string, valueType: 'string' | 'number'): KeyCursor {
  const fields = parse(text);
  if (!Array.isArray(fields) || fields.length !== 3) throw refusal();
  const [cursorSort, value, id]: readonly unknown[] = fields;
  if (cursorSort !== sort || typeof id !== 'string' || id.length > 36) throw refusal();
  if (valueType === 'string' && typeof value === 'string') return { sort, value, id };
  if (valueType === 'number' && typeof value === 'number' && Number.isSafeInteger(value)) {
    return { sort, value, id };
  }
  throw refusal();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw refusal();
  }
}

function refusal(): OperationError {
  return new OperationError('markerInvalid', {
    field: 'cursor',
    message: 'cursor is not valid. Give the nextCursor of the page before, with the same sort.',
  });
}
