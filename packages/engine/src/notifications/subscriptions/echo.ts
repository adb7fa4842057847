import { timingSafeEqual } from 'node:crypto';

/**
 * Whether a webhook echoed the token that it was sent: as the whole answer, or as a field of a JSON object (EVT-02). An answer that merely
 * contains it somewhere is none: servers that mirror every request did not agree to anything.
 */
export function echoes(answer: string, token: string): boolean {
  const text = answer.trim();
  if (same(text, token)) return true;
  const value = parsed(text);
  if (typeof value === 'string') return same(value, token);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((field) => typeof field === 'string' && same(field, token));
}

function same(one: string, other: string): boolean {
  const left = Buffer.from(one, 'utf8');
  const right = Buffer.from(other, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
