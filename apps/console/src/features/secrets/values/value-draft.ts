import { MAX_SECRET_VALUE_IN_BYTES, utf8LengthInBytes } from '@dewpoint/contract';
import { type Pair, textOfPairs } from './pairs.ts';

/** A value while it is typed. It lives in the state of the dialog and nowhere else. */
export interface ValueDraft {
  readonly kind: 'pairs' | 'text';
  readonly pairs: readonly Pair[];
  readonly text: string;
}

export const emptyDraft: ValueDraft = { kind: 'pairs', pairs: [{ key: '', value: '' }], text: '' };

export function textOfDraft({ kind, pairs, text }: ValueDraft): string {
  return kind === 'pairs' ? textOfPairs(pairs) : text;
}

/** Why the value cannot be stored; null when it can. */
export function draftProblem(draft: ValueDraft): 'empty' | 'noKey' | 'twice' | 'tooLong' | null {
  if (draft.kind === 'pairs') {
    if (draft.pairs.length === 0) return 'empty';
    const keys = draft.pairs.map(({ key }) => key);
    if (keys.includes('')) return 'noKey';
    if (new Set(keys).size < keys.length) return 'twice';
  } else if (draft.text === '') return 'empty';
  return bytesOfDraft(draft) > MAX_SECRET_VALUE_IN_BYTES ? 'tooLong' : null;
}

export function bytesOfDraft(draft: ValueDraft): number {
  return utf8LengthInBytes(textOfDraft(draft));
}
