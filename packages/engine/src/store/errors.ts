/** The database does not answer (connection refused or lost, starting up, shutting down). Nothing is known to be changed. */
export class StoreUnavailableError extends Error {
  constructor(cause: unknown) {
    super('store: the database does not answer', { cause });
    this.name = 'StoreUnavailableError';
  }
}

/** The store was closed before this call. */
export class StoreClosedError extends Error {
  constructor() {
    super('store: is closed');
    this.name = 'StoreClosedError';
  }
}

/** True when a unique constraint refused a row; on either database. Repositories turn it into the refusal of their domain. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY, https://sqlite.org/rescode.html#extrc
  if ('errcode' in error) return error.errcode === 2067 || error.errcode === 1555;
  return 'code' in error && error.code === '23505';
}
