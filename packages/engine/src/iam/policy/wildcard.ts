/** Tells whether a text fits the pattern it was compiled from. */
export type TextMatcher = (text: string) => boolean;

export interface WildcardOptions {
  /** `?` stands for exactly one character (StringMatch); otherwise it is an ordinary character. */
  readonly singleCharacter?: boolean;
}

const ASTERISK = 0x2a;
const QUESTION_MARK = 0x3f;

/**
 * Compiles a pattern in which `*` stands for any run of characters, also none. No regular expression is made from a policy's
 * text, and the worst case is pattern length times text length, so a policy cannot stall the process.
 */
export function compileWildcard(pattern: string, options: WildcardOptions = {}): TextMatcher {
  const singleCharacter = options.singleCharacter === true;
  if (singleCharacter && pattern.includes('?')) return (text) => matchWildcard(pattern, text, true);
  const first = pattern.indexOf('*');
  if (first === -1) return (text) => text === pattern;
  if (pattern.length === 1) return () => true;
  if (first === pattern.length - 1) {
    const prefix = pattern.slice(0, first);
    return (text) => text.startsWith(prefix);
  }
  return (text) => matchWildcard(pattern, text, singleCharacter);
}

/** Greedy match that goes back only to the last asterisk: what an earlier one took never needs to change. */
function matchWildcard(pattern: string, text: string, singleCharacter: boolean): boolean {
  let patternAt = 0;
  let textAt = 0;
  let asteriskAt = -1;
  let resumeAt = 0;
  while (textAt < text.length) {
    const wanted = pattern.charCodeAt(patternAt);
    if (patternAt < pattern.length && wanted === ASTERISK) {
      asteriskAt = patternAt;
      resumeAt = textAt;
      patternAt += 1;
    } else if (
      patternAt < pattern.length &&
      (wanted === text.charCodeAt(textAt) || (singleCharacter && wanted === QUESTION_MARK))
    ) {
      patternAt += 1;
      textAt += 1;
    } else if (asteriskAt !== -1) {
      resumeAt += 1;
      textAt = resumeAt;
      patternAt = asteriskAt + 1;
    } else {
      return false;
    }
  }
  while (patternAt < pattern.length && pattern.charCodeAt(patternAt) === ASTERISK) patternAt += 1;
  return patternAt === pattern.length;
}
