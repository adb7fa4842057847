import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../../clock.ts';
import type { RequestContext } from '../../context.ts';
import { type CacheFigures, LeasedCache } from '../../keys/leased-cache.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { Resource } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import { type Tag, tagRecord, tagsOfResources } from '../../tags/resource-tags.ts';
import { eventNamesOf } from '../events/event-repository.ts';
import { readVersions } from '../versions/version-repository.ts';
import {
  type SecretRecord,
  type Stages,
  secretAddress,
  secretRecord,
  secretResource,
  type VersionRecord,
} from './secret-record.ts';

const CAPACITY = 10_000;
const TIME_LIMIT_IN_MS = 10 * 60_000;

/** Everything about a secret but its values. */
export interface ListedSecret {
  readonly secret: SecretRecord;
  /** By number. */
  readonly versions: ReadonlyMap<number, VersionRecord>;
  readonly stages: Stages;
  readonly eventNames: readonly string[];
  readonly tags: readonly Tag[];
  readonly resource: Resource;
}

/** Secrets without their values for hot operations, from memory; dropped when one changes. What does not exist is not remembered. */
export class SecretDirectory {
  readonly #store: Store;
  readonly #cache: LeasedCache<ListedSecret>;

  constructor(parts: { readonly store: Store; readonly clock: Clock }) {
    this.#store = parts.store;
    this.#cache = new LeasedCache({
      clock: parts.clock,
      capacity: CAPACITY,
      timeLimitInMs: TIME_LIMIT_IN_MS,
    });
  }

  /**
   * A secret of the caller's account and project. Any other is missing: the answer does not tell that it exists.
   * @throws OperationError `secretNotFound`
   */
  async find(context: RequestContext, name: string): Promise<ListedSecret> {
    const scope = projectScope(context);
    const address = secretAddress({ projectId: scope.projectId, name });
    const listed = await this.#cache.use(address, address, () => this.#load({ ...scope, name }), sameValue);
    if (listed.secret.accountId !== scope.accountId) throw new OperationError('secretNotFound');
    return listed;
  }

  /** The same by ID, as the calls about tags name a secret. */
  async findById(context: RequestContext, id: string): Promise<ListedSecret> {
    const { accountId, projectId } = projectScope(context);
    const row = await this.#store.read
      .selectFrom('secrets')
      .select('name')
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .where('project_id', '=', projectId)
      .executeTakeFirst();
    if (row === undefined) throw new OperationError('secretNotFound');
    return this.find(context, row.name);
  }

  /** `resource` of an operation whose input names its secret. */
  readonly resourceOf = async (
    context: RequestContext,
    input: { readonly secretName: string },
  ): Promise<Resource> => (await this.find(context, input.secretName)).resource;

  readonly resourceById = async (
    context: RequestContext,
    input: { readonly secretId: string },
  ): Promise<Resource> => (await this.findById(context, input.secretId)).resource;

  drop(address: string): void {
    this.#cache.drop(address);
  }

  dropAll(): void {
    this.#cache.dropAll();
  }

  figures(): CacheFigures {
    return this.#cache.figures();
  }

  async #load(place: { accountId: string; projectId: string; name: string }): Promise<ListedSecret> {
    const { read } = this.#store;
    const row = await read
      .selectFrom('secrets')
      .selectAll()
      .where('account_id', '=', place.accountId)
      .where('project_id', '=', place.projectId)
      .where('name', '=', place.name)
      .executeTakeFirst();
    if (row === undefined) throw new OperationError('secretNotFound');
    const secret = secretRecord(row);
    const { versions, stages } = await readVersions(read, secret.id);
    const eventNames = (await eventNamesOf(read, [secret.id])).get(secret.id) ?? [];
    const tags = (await tagsOfResources(read, secret.accountId, 'csms', [secret.id])).get(secret.id) ?? [];
    return { secret, versions, stages, eventNames, tags, resource: secretResource(secret, tagRecord(tags)) };
  }
}

function sameValue<T>(value: T): T {
  return value;
}
