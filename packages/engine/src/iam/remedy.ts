import type { RequestContext } from '../context.ts';
import type { AuthorizationRequest } from './authorizer.ts';
import { canonicalAction, compileActionPatterns } from './policy/action-patterns.ts';
import type { PolicyStatement } from './policy/document.ts';
import { patternOf } from './policy/resource-patterns.ts';
import { systemPolicies } from './policy/system-policies.ts';

/** The smallest policy or grant that would allow a refused call (IAM-09), as a sentence. */
export function remedyFor(request: AuthorizationRequest, context: RequestContext): string {
  const { action, resource, grantOperation } = request;
  if (resource?.onlyByGrant) {
    return grantOperation === undefined
      ? 'The thing belongs to others and no grant opens this operation. Ask its owner to do it.'
      : `Ask the owner of the key for a grant with operation ${grantOperation}.`;
  }
  const service = action.slice(0, Math.max(0, action.indexOf(':')));
  const statement: PolicyStatement = {
    Effect: 'Allow',
    Action: [action],
    ...(resource === undefined ? {} : { Resource: [patternOf(resource, service)] }),
  };
  const ways = [`a policy with the statement ${JSON.stringify(statement)}`];
  const ready = smallestSystemPolicy([action, ...request.legacyActions].map(canonicalAction));
  if (ready !== null) ways.push(`the system policy ${JSON.stringify(ready)}`);
  if (grantOperation !== undefined && resource !== undefined && context.channel === 'api') {
    ways.push(`a grant with operation ${grantOperation} on this key`);
  }
  return `Ask a Security Administrator for ${ways.join(', or ')}.`;
}

const rank = (name: string, type: 'role' | 'policy') =>
  type === 'role' ? 2 : name.includes('ReadOnly') ? 0 : 1;

/** Read-only before full access before whole roles: the order in which they are tried is the order of how much they give. */
const offered = systemPolicies
  .filter(({ name }) => name !== 'Tenant Guest')
  .toSorted((a, b) => rank(a.name, a.type) - rank(b.name, b.type))
  .map(({ name, document }) => ({
    name,
    statements: document.Statement.map((statement) => compileActionPatterns(statement.Action ?? [])),
  }));

const smallestByNames = new Map<string, string | null>();
const MAX_REMEMBERED_NAMES = 2_048;

/** Operations are refused under the same names every time; what fits them is looked for once. */
function smallestSystemPolicy(names: readonly string[]): string | null {
  const key = names.join(' ');
  const known = smallestByNames.get(key);
  if (known !== undefined) return known;
  const ready = offered.find(({ statements }) => statements.some((allows) => allows(names)));
  const smallest = ready?.name ?? null;
  if (smallestByNames.size < MAX_REMEMBERED_NAMES) smallestByNames.set(key, smallest);
  return smallest;
}
