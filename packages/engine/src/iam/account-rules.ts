import { BlockList, isIP } from 'node:net';
import { OperationError, type OperationInput } from '@dewpoint/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { RateLimit, RateLimiter, RateLimits } from '../limits/rate-limiter.ts';
import type { Store } from '../store/store.ts';
import { BoundedCache } from './bounded-cache.ts';

export type AccessControlLists = Pick<OperationInput<'iam.updateAccessControl'>, 'console' | 'api'>;

const CACHE = { limit: 10_000, timeToLiveInMs: 5 * 60_000 };

const networks = z.array(z.object({ network: z.string(), description: z.string() }));
const storedLists = z.object({ console: networks, api: networks });
const rate = z.object({ perSecond: z.number().positive(), burst: z.number().positive() });
const storedFourEyes = z.object({ enabled: z.boolean() });
const storedLimits = z.object({ user: rate, account: rate });

/** What an account has set for its calls. */
export interface AccountRules {
  readonly accountId: string;
  readonly lists: AccessControlLists;
  /** Null: those of the installation. */
  readonly limits: RateLimits | null;
  /** IAM-11: irreversible acts need a second person. */
  readonly fourEyes: boolean;
}

interface CompiledRules extends AccountRules {
  /** Null: every address. */
  readonly allowed: Readonly<Record<'console' | 'api', BlockList | null>>;
}

export interface AccountGate {
  /** Where a call of an account comes from must be on the account's list for its channel. @throws OperationError `sourceAddressRefused` */
  requireAddress(accountId: string, context: RequestContext): Promise<void>;
  /** The gate in front of all operations: address first, so that calls from elsewhere count against nobody, then the limits. */
  before(limiter: RateLimiter, installation: RateLimits): RateLimiter;
  /** Whether irreversible acts need a second person. */
  fourEyes(accountId: string): Promise<boolean>;
  /** As they are now, from the store. */
  read(accountId: string): Promise<AccountRules>;
}

/** Access control lists and request limits of accounts (IAM-06, IAM-08), remembered until something of the account changes. */
export function createAccountGate(deps: { readonly store: Store; readonly clock: Clock }): AccountGate {
  const { store } = deps;
  const cache = new BoundedCache<CompiledRules>({ ...CACHE, clock: deps.clock });
  store.onChange((change) => {
    if (change.kind === 'identity') cache.drop(change.accountId);
    else if (change.kind === 'everything') cache.clear();
  });
  const rulesOf = (accountId: string) =>
    cache.getOrLoad(accountId, async () => compile(await readRules(store, accountId)));

  return {
    read: (accountId) => readRules(store, accountId),

    fourEyes: async (accountId) => (await rulesOf(accountId))?.fourEyes === true,

    async requireAddress(accountId, context) {
      const rules = await rulesOf(accountId);
      if (rules !== null) requireAllowed(rules, context);
    },

    before(limiter, installation) {
      const admitUnder = (rules: CompiledRules, context: RequestContext) => {
        requireAllowed(rules, context);
        return limiter.admit(
          context,
          rules.limits === null ? installation : lower(rules.limits, installation),
        );
      };
      return {
        admit(context) {
          if (context.principal.kind !== 'user') return limiter.admit(context, installation);
          const known = cache.get(context.account.id);
          if (known !== undefined) return admitUnder(known, context);
          return rulesOf(context.account.id).then(async (rules) => {
            if (rules !== null) await admitUnder(rules, context);
          });
        },
      };
    },
  };
}

/** @throws OperationError `sourceAddressRefused` */
function requireAllowed(rules: CompiledRules, { channel, sourceIp }: RequestContext): void {
  // What the product does by itself comes from nowhere.
  if (channel === 'system') return;
  const allowed = rules.allowed[channel];
  if (allowed !== null && !contains(allowed, sourceIp)) throw new OperationError('sourceAddressRefused');
}

/**
 * Whether a list allows an address; an empty list allows every one.
 * @throws OperationError `parameterInvalid` naming the entry that is no address and no network
 */
export function listAllows(
  list: AccessControlLists['console'],
  field: 'console' | 'api',
  address: string,
): boolean {
  const compiled = compileList(list, (index) => {
    throw new OperationError('parameterInvalid', {
      field: `${field}.${index}.network`,
      message: `${field}.${index}.network is not valid. Write an address or a network, for example 192.0.2.0/24 or 2001:db8::/32.`,
    });
  });
  return compiled === null || contains(compiled, address);
}

function contains(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function compileList(
  list: AccessControlLists['console'],
  refuse: (index: number) => never,
): BlockList | null {
  if (list.length === 0) return null;
  const compiled = new BlockList();
  for (const [index, { network }] of list.entries()) {
    const [address = '', prefix, ...rest] = network.split('/');
    const version = isIP(address);
    const family = version === 4 ? 'ipv4' : 'ipv6';
    const longest = version === 4 ? 32 : 128;
    if (version === 0 || rest.length > 0) refuse(index);
    if (prefix === undefined) compiled.addAddress(address, family);
    else if (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest) {
      compiled.addSubnet(address, Number(prefix), family);
    } else refuse(index);
  }
  return compiled;
}

function compile(rules: AccountRules): CompiledRules {
  const refuse = (): never => {
    throw new TypeError(`access control of account ${rules.accountId}: an entry in the store is no network`);
  };
  return {
    ...rules,
    allowed: { console: compileList(rules.lists.console, refuse), api: compileList(rules.lists.api, refuse) },
  };
}

async function readRules(store: Store, accountId: string): Promise<AccountRules> {
  const rows = await store.read
    .selectFrom('account_settings')
    .select(['name', 'value'])
    .where('account_id', '=', accountId)
    .execute();
  const values = new Map(rows.map((row) => [row.name, JSON.parse(row.value)]));
  const lists = values.get('access-control');
  const limits = values.get('flow-control');
  const fourEyes = values.get('four-eyes');
  return {
    accountId,
    lists: lists === undefined ? { console: [], api: [] } : storedLists.parse(lists),
    limits: limits === undefined ? null : storedLimits.parse(limits),
    fourEyes: fourEyes === undefined ? false : storedFourEyes.parse(fourEyes).enabled,
  };
}

/** An account's own limits never raise those of the installation. */
function lower(own: RateLimits, installation: RateLimits): RateLimits {
  return {
    user: lowerLimit(own.user, installation.user),
    account: lowerLimit(own.account, installation.account),
  };
}

const lowerLimit = (a: RateLimit, b: RateLimit): RateLimit => ({
  perSecond: Math.min(a.perSecond, b.perSecond),
  burst: Math.min(a.burst, b.burst),
});
