import type { Clock } from '../../clock.ts';
import type { RequestContext } from '../../context.ts';
import type { GrantLookup } from '../../iam/policy-authorizer.ts';
import { type CacheFigures, LeasedCache } from '../../keys/leased-cache.ts';
import type { Store } from '../../store/store.ts';
import { type Grant, isGrantee, isIssuer, isPartyTo, mayRetire } from './grant.ts';
import { grantsOfKey } from './grant-repository.ts';

const CAPACITY = 20_000;
const TIME_LIMIT_IN_MS = 10 * 60_000;

/** Grants for decisions, from memory; dropped when a key changes, so that a change has effect on every node within a second (GRT-03). */
export class GrantDirectory {
  readonly #store: Store;
  readonly #cache: LeasedCache<readonly Grant[]>;

  constructor(parts: { readonly store: Store; readonly clock: Clock }) {
    this.#store = parts.store;
    this.#cache = new LeasedCache({
      clock: parts.clock,
      capacity: CAPACITY,
      timeLimitInMs: TIME_LIMIT_IN_MS,
    });
  }

  /** What the authorizer asks when no policy opens a call. Console sessions never use grants (GRT-02). */
  readonly lookup: GrantLookup = async (context, resource, grantOperation) => {
    if (context.channel !== 'api' || resource.type !== 'cmk') return null;
    const { principal } = context;
    const grants = await this.#grantsOf(resource.id);
    const opening = grants.find((grant) => {
      // Ending a grant is decided by that grant alone; seeing its key is not ending it.
      if (resource.grantId !== undefined && grantOperation === 'retire-grant') {
        return grant.id === resource.grantId && mayRetire(grant, principal);
      }
      if (grantOperation !== undefined) {
        return isGrantee(grant, principal) && grant.operations.some((name) => name === grantOperation);
      }
      return grant.id === resource.grantId && isIssuer(grant, principal);
    });
    return opening === undefined ? null : `grant ${opening.id}`;
  };

  /** True when some grant on the key names the caller: only then a key of another account or project is not missing to them. */
  readonly reaches = async (context: RequestContext, keyId: string): Promise<boolean> => {
    if (context.channel !== 'api' || context.principal.kind !== 'user') return false;
    const grants = await this.#grantsOf(keyId);
    return grants.some((grant) => isPartyTo(grant, context.principal));
  };

  drop(keyId: string): void {
    this.#cache.drop(keyId);
  }

  dropAll(): void {
    this.#cache.dropAll();
  }

  figures(): CacheFigures {
    return this.#cache.figures();
  }

  #grantsOf(keyId: string): Promise<readonly Grant[]> {
    return this.#cache.use(
      keyId,
      keyId,
      () => grantsOfKey(this.#store.read, keyId),
      (grants) => grants,
    );
  }
}
