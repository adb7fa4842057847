import {
  readPreference,
  removePreference,
  writePreference,
} from '../../../shared/preferences/preferences.ts';
import type { Witness } from './verify-chain.ts';

/** The checkpoint that this browser verified last: it is a witness of its own. Public values only. */
export function readWitness(accountId: string): (Witness & { readonly size: number }) | null {
  const text = readPreference(`witness.${accountId}`);
  if (text === null) return null;
  const [key = '', ...note] = text.split('\n');
  const checkpoint = note.join('\n');
  const size = Number(note[1]);
  return Number.isSafeInteger(size) ? { key, checkpoint, size } : null;
}

export function keepWitness(accountId: string, { key, checkpoint }: Witness): void {
  if (key !== null && checkpoint !== '') writePreference(`witness.${accountId}`, `${key}\n${checkpoint}`);
}

export function forgetWitness(accountId: string): void {
  removePreference(`witness.${accountId}`);
}
