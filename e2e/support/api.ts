import type { Product } from './product.ts';

/** A user that nobody is. */
export const GRANTEE = 'd9a6b2bdaedd4ba586cabe6372d1b312';

/** What a call answered; `requestId` is the one its trace carries. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly requestId: string;
}

/** A client of the REST surface as an application would write one: a project token and JSON. */
export class Api {
  readonly #origin: string;
  /** For programs that sign in by themselves. */
  readonly token: string;
  readonly projectId: string;

  private constructor(origin: string, token: string, projectId: string) {
    this.#origin = origin;
    this.token = token;
    this.projectId = projectId;
  }

  /** Signs in with the password method of POST /v3/auth/tokens, scoped to the first project. @param who the administrator when absent */
  static async signIn(
    product: Product,
    who = { account: 'default', name: product.adminName, password: product.adminPassword },
  ): Promise<Api> {
    const user = { name: who.name, password: who.password, domain: { name: who.account } };
    const response = await fetch(`${product.baseURL}/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        auth: {
          identity: { methods: ['password'], password: { user } },
          scope: { project: { name: 'local-1' } },
        },
      }),
    });
    const token = response.headers.get('x-subject-token');
    if (response.status !== 201 || token === null)
      throw new Error(`no token: ${response.status} ${await response.text()}`);
    const { token: description } = (await response.json()) as { token: { project: { id: string } } };
    return new Api(product.baseURL, token, description.project.id);
  }

  /** Calls a KMS operation by its last path segment, e.g. `create-key`. Rejects when the connection breaks. */
  async kms(operation: string, body: unknown): Promise<Answer> {
    const response = await fetch(`${this.#origin}/v1.0/${this.projectId}/kms/${operation}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': this.token },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      body: response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>),
      requestId: response.headers.get('x-request-id') ?? '',
    };
  }

  /** Makes a key and returns its ID. */
  async createKey(alias: string, more: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.kms('create-key', { key_alias: alias, ...more });
    if (status !== 200) throw new Error(`create-key: ${status} ${JSON.stringify(body)}`);
    return (body.key_info as { key_id: string }).key_id;
  }

  /** Makes a grant on a key to a user of its own and returns its ID. */
  async createGrant(keyId: string, more: Record<string, unknown> = {}): Promise<string> {
    const { status, body } = await this.kms('create-grant', {
      key_id: keyId,
      grantee_principal: GRANTEE,
      operations: ['encrypt-data', 'decrypt-data'],
      ...more,
    });
    if (status !== 200) throw new Error(`create-grant: ${status} ${JSON.stringify(body)}`);
    return String(body.grant_id);
  }

  async addTags(keyId: string, values: Readonly<Record<string, string>>): Promise<void> {
    const tags = Object.entries(values).map(([key, value]) => ({ key, value }));
    const { status, body } = await this.kms(`${keyId}/tags/action`, { action: 'create', tags });
    if (status !== 204) throw new Error(`tags: ${status} ${JSON.stringify(body)}`);
  }

  /** Calls an operation of secrets by its path below the project, e.g. `POST`, `/secrets`. */
  async csms(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#origin}/v1/${this.projectId}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': this.token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      body: (await response.json()) as Record<string, unknown>,
      requestId: response.headers.get('x-request-id') ?? '',
    };
  }

  /** Calls an operation of topics by its path below `/notifications`, e.g. `POST`, `/topics`. */
  async smn(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.#origin}/v2/${this.projectId}/notifications${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': this.token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Makes a topic and returns its URN. */
  async createTopic(name: string, displayName = ''): Promise<string> {
    const { topic_urn: urn } = await this.smn('POST', '/topics', { name, display_name: displayName });
    return String(urn);
  }

  /** Makes an event that tells all that the documents name to a topic. */
  async createEvent(name: string, topicUrn: string, topicName: string): Promise<void> {
    const { status, body } = await this.csms('POST', '/csms/events', {
      name,
      event_types: ['SECRET_VERSION_CREATED', 'SECRET_VERSION_EXPIRED', 'SECRET_ROTATED', 'SECRET_DELETED'],
      state: 'ENABLED',
      notification: { target_type: 'SMN', target_id: topicUrn, target_name: topicName },
    });
    if (status !== 200) throw new Error(`create event: ${status} ${JSON.stringify(body)}`);
  }

  async createSecret(fields: Readonly<Record<string, unknown>>): Promise<void> {
    const { status, body } = await this.csms('POST', '/secrets', fields);
    if (status !== 200) throw new Error(`create secret: ${status} ${JSON.stringify(body)}`);
  }

  /** Text of a version of a secret. */
  async secretText(name: string, version = 'latest'): Promise<string> {
    const { status, body } = await this.csms('GET', `/secrets/${name}/versions/${version}`);
    if (status !== 200) throw new Error(`read secret: ${status} ${JSON.stringify(body)}`);
    return (body.version as { secret_string: string }).secret_string;
  }
}
