import { OperationError } from '@dewpoint/contract';
import { EgressError } from '../../egress/egress-guard.ts';
import { DatabaseError } from './databases/database-driver.ts';

/** Why a rotation cannot go on, for the list of tasks: a code for programs, a message for people without anything secret. */
export class RotationFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'RotationFailure';
    this.code = code;
  }
}

const databaseCodes: Readonly<Record<DatabaseError['reason'], string>> = {
  loginRefused: 'ROTATION.LOGIN_REFUSED',
  unreachable: 'ROTATION.UNREACHABLE',
  refused: 'ROTATION.REFUSED',
  lost: 'ROTATION.CONNECTION_LOST',
};

/** What an error means for the rotation; undefined for one that is not about it (the store, a bug): that goes up to the runner of jobs. */
export function failureOf(error: unknown): RotationFailure | undefined {
  if (error instanceof RotationFailure) return error;
  if (error instanceof DatabaseError) return new RotationFailure(databaseCodes[error.reason], error.message);
  if (error instanceof EgressError) return new RotationFailure('ROTATION.EGRESS', error.message);
  if (error instanceof OperationError) return new RotationFailure(error.code, error.message);
  return undefined;
}
