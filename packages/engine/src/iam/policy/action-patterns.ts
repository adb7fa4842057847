import { documentedActions } from './documented-actions.ts';
import { compileWildcard, type TextMatcher } from './wildcard.ts';

/** Services whose action names this product knows completely. */
const closedServices: ReadonlySet<string> = new Set(['kms', 'csms', 'kps']);

const part = /^[A-Za-z0-9*-]*$/;

/** The form in which actions are compared: type and operation are case-insensitive. */
export function canonicalAction(action: string): string {
  return action.toLowerCase();
}

/**
 * Says what is wrong with an action pattern, or null. Legal are `*`, `<service>:*` and `<service>:<type>:<operation>` with `*` in any
 * part and an empty middle part.
 * @param catalogueActions names that operations declare beside the documented ones
 */
export function problemOfActionPattern(pattern: string, catalogueActions: readonly string[]): string | null {
  if (pattern === '*') return null;
  const parts = pattern.split(':');
  const [service = '', type = '', operation = ''] = parts;
  const form = 'write <service>:<type>:<operation>, for example kms:cmk:create, kms:cmk:* or kms:*';
  if (!parts.every((text) => part.test(text))) return `has a character that no action name has; ${form}`;
  if (service === '') return `names no service; ${form}`;
  if (service !== service.toLowerCase())
    return 'names the service in capitals; services are written in lower case';
  if (parts.length === 2 ? type !== '*' : parts.length !== 3 || operation === '')
    return `is not an action; ${form}`;
  if (!closedServices.has(service)) return null;
  const matches = compileActionPatterns([pattern]);
  const known = [...documentedActions, ...catalogueActions].some((name) => matches([canonicalAction(name)]));
  return known ? null : `matches no action of service ${service}`;
}

/** Tells whether any of an operation's names (canonical form; they all mean the same action) fits any of the patterns. */
export type ActionMatcher = (names: readonly string[]) => boolean;

/**
 * `*` may run over a colon: in a pattern of three parts it cannot, because every name has exactly two colons, and in `kms:*` or `*` it
 * should.
 */
export function compileActionPatterns(patterns: readonly string[]): ActionMatcher {
  const exact = new Set<string>();
  const wildcards: TextMatcher[] = [];
  for (const pattern of patterns.map(canonicalAction)) {
    if (pattern.includes('*')) wildcards.push(compileWildcard(pattern));
    else exact.add(pattern);
  }
  return (names) => names.some((name) => exact.has(name) || wildcards.some((matches) => matches(name)));
}
