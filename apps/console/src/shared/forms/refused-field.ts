import { ApiError } from '@dewpoint/contract/browser';

/** The field of a form that a refusal of the server names, if it is one of these. */
export function refusedField<Name extends string>(
  error: Error | null,
  names: readonly Name[],
): Name | undefined {
  return error instanceof ApiError ? names.find((name) => name === error.field) : undefined;
}
