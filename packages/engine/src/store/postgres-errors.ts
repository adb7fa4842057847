import pg from 'pg';

/** Codes of PostgreSQL, appendix A: serialization_failure, deadlock_detected, lock_not_available. The same transaction may succeed when run again. */
const TRANSIENT = new Set(['40001', '40P01', '55P03']);
/** admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections. */
const UNAVAILABLE = new Set(['57P01', '57P02', '57P03', '53300']);
/** What Node says of a socket that cannot be opened or has broken. */
const SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

export function isTransient(error: unknown): boolean {
  return error instanceof pg.DatabaseError && TRANSIENT.has(error.code ?? '');
}

/** True when the server did not answer, as opposed to refusing a statement. */
export function isConnectionFailure(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) {
    return UNAVAILABLE.has(error.code ?? '') || (error.code ?? '').startsWith('08');
  }
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return SOCKET.has(error.code);
  // The driver has no codes for these three.
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    error.message,
  );
}
