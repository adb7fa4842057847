import {
  databaseCredentials,
  MAX_SECRET_VALUE_IN_BYTES,
  parseJsonText,
  type SecretType,
  utf8LengthInBytes,
} from '@dewpoint/contract';
import { type Pair, textOfPairs } from './pairs.ts';

/** A value while it is typed. It lives in the state of the dialog and nowhere else. */
export interface ValueDraft {
  readonly kind: 'pairs' | 'text';
  readonly pairs: readonly Pair[];
  readonly text: string;
}

export const emptyDraft: ValueDraft = { kind: 'pairs', pairs: [{ key: '', value: '' }], text: '' };

/** The names that a rotating login has [SEC-12]; the values are for the user to say. */
const loginDraft: ValueDraft = {
  ...emptyDraft,
  pairs: ['engine', 'host', 'port', 'dbname', 'username', 'password'].map((key) => ({ key, value: '' })),
};

/** What another type of secret begins with; something typed stays. */
export function draftForType(draft: ValueDraft, type: SecretType): ValueDraft {
  const untouched =
    draft.kind === 'pairs' && draft.text === '' && draft.pairs.every(({ value }) => value === '');
  if (!untouched) return draft;
  return type === 'COMMON' ? emptyDraft : loginDraft;
}

/** What is wrong with a value; `name` is the one inside of it that breaks a rule of its type. */
interface DraftProblem {
  readonly problem: 'empty' | 'noKey' | 'twice' | 'tooLong' | 'login';
  readonly name?: string;
}

export function textOfDraft({ kind, pairs, text }: ValueDraft): string {
  return kind === 'pairs' ? textOfPairs(pairs) : text;
}

/** Why the value cannot be stored; null when it can. */
export function draftProblem(draft: ValueDraft, type: SecretType): DraftProblem | null {
  if (draft.kind === 'pairs') {
    if (draft.pairs.length === 0) return { problem: 'empty' };
    const keys = draft.pairs.map(({ key }) => key);
    if (keys.includes('')) return { problem: 'noKey' };
    if (new Set(keys).size < keys.length) return { problem: 'twice' };
  } else if (draft.text === '') return { problem: 'empty' };
  if (bytesOfDraft(draft) > MAX_SECRET_VALUE_IN_BYTES) return { problem: 'tooLong' };
  if (type === 'COMMON') return null;
  const parsed = parseJsonText(databaseCredentials, textOfDraft(withoutEmptyPairs(draft)));
  return 'problem' in parsed ? { problem: 'login', name: parsed.problem.name } : null;
}

export function bytesOfDraft(draft: ValueDraft): number {
  return utf8LengthInBytes(textOfDraft(draft));
}

/** A login says nothing of what is left open: its host may be that of the rotation's settings. */
export function withoutEmptyPairs(draft: ValueDraft): ValueDraft {
  return { ...draft, pairs: draft.pairs.filter(({ value }) => value !== '') };
}

/** The value as it is stored for a type of secret. */
export function storedText(draft: ValueDraft, type: SecretType): string {
  return textOfDraft(type === 'COMMON' ? draft : withoutEmptyPairs(draft));
}
