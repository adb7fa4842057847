import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { Resource } from '../pipeline/handler.ts';
import type { Store } from '../store/store.ts';
import { type KeyRecord, keyRecord, keyResource } from './key-record.ts';
import { type CacheFigures, LeasedCache } from './leased-cache.ts';

const CAPACITY = 50_000;
const TIME_LIMIT_IN_MS = 10 * 60_000;

/** A key row with its tags, which permissions may ask for. */
export interface ListedKey {
  readonly key: KeyRecord;
  readonly tags: Readonly<Record<string, string>>;
  readonly resource: Resource;
}

/** True when a grant on the key names the caller. */
export type ReachesByGrant = (context: RequestContext, keyId: string) => Promise<boolean>;

/** Key rows for hot operations, from memory; dropped when a row changes. Keys that do not exist are not remembered. */
export class KeyDirectory {
  readonly #store: Store;
  readonly #reaches: ReachesByGrant;
  readonly #cache: LeasedCache<ListedKey>;

  constructor(parts: { readonly store: Store; readonly clock: Clock; readonly reaches: ReachesByGrant }) {
    this.#store = parts.store;
    this.#reaches = parts.reaches;
    this.#cache = new LeasedCache({
      clock: parts.clock,
      capacity: CAPACITY,
      timeLimitInMs: TIME_LIMIT_IN_MS,
    });
  }

  /**
   * A key of the caller's account and project, or one that the caller was given a grant on (GRT-02). Any other key is missing: the answer
   * does not tell that it exists.
   * @throws OperationError `keyNotFound`
   */
  async find(context: RequestContext, keyId: string): Promise<ListedKey> {
    const listed =
      this.#cache.peek(keyId) ?? (await this.#cache.use(keyId, keyId, () => this.#load(keyId), sameValue));
    if (isOwn(context, listed)) return listed;
    if (await this.#reaches(context, keyId)) return asForeign(listed);
    throw keyNotFound();
  }

  /** A key of the caller's account and project that is in memory, for the hottest operations; `find` tells of any other. */
  known(context: RequestContext, keyId: string): ListedKey | undefined {
    const listed = this.#cache.peek(keyId);
    return listed !== undefined && isOwn(context, listed) ? listed : undefined;
  }

  /** `resource` of an operation whose input names its key. */
  readonly resourceOf = (
    context: RequestContext,
    input: { readonly keyId: string },
  ): Promise<Resource> | Resource =>
    this.known(context, input.keyId)?.resource ??
    this.find(context, input.keyId).then((listed) => listed.resource);

  drop(keyId: string): void {
    this.#cache.drop(keyId);
  }

  dropAll(): void {
    this.#cache.dropAll();
  }

  figures(): CacheFigures {
    return this.#cache.figures();
  }

  async #load(keyId: string): Promise<ListedKey> {
    const row = await this.#store.read
      .selectFrom('keys')
      .selectAll()
      .where('id', '=', keyId)
      .executeTakeFirst();
    if (row === undefined) throw keyNotFound();
    const tagRows = await this.#store.read
      .selectFrom('resource_tags')
      .select(['tag_key', 'tag_value'])
      .where('account_id', '=', row.account_id)
      .where('resource_type', '=', 'cmk')
      .where('resource_id', '=', keyId)
      .execute();
    const tags = Object.fromEntries(tagRows.map((tag) => [tag.tag_key, tag.tag_value]));
    const key = keyRecord(row);
    return { key, tags, resource: keyResource(key, tags) };
  }
}

function isOwn(context: RequestContext, { key }: ListedKey): boolean {
  return key.accountId === context.account.id && key.projectId === context.project?.id;
}

/** Alias and tags are the owner's; permissions and traces of others do not have them. */
function asForeign({ key, resource }: ListedKey): ListedKey {
  // What the owner has in mind with the key is the owner's as well.
  const { usesWouldFailUntil: _, ...rest } = resource;
  return { key, tags: {}, resource: { ...rest, name: '', tags: {}, onlyByGrant: true } };
}

function sameValue<T>(value: T): T {
  return value;
}

function keyNotFound(): OperationError {
  return new OperationError('keyNotFound');
}
