import type { TestProduct } from './product.ts';
import { rawRequest } from './raw-request.ts';
import { type SigningKey, type SignOptions, sdkDate, sign } from './request-signer.ts';
import { tokenOf } from './sign-in.ts';

export interface SignedCall {
  readonly method?: string;
  /** Not percent-encoded. */
  readonly path: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly body?: unknown;
  /** Signed headers beside date, host, project and content type. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly time?: number;
  readonly options?: SignOptions;
}

/** What goes over the wire; a test may change it after it was signed. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A program with an access key of the administrator. */
export class SignedClient {
  readonly key: SigningKey;
  readonly projectId: string;
  readonly #product: TestProduct;

  constructor(product: TestProduct, projectId: string, key: SigningKey) {
    this.#product = product;
    this.projectId = projectId;
    this.key = key;
  }

  /** Makes an access key with a token, as a user would in My Credentials. */
  static async open(product: TestProduct): Promise<SignedClient> {
    const { token, projectId } = await tokenOf(product);
    const response = await rawRequest(`${product.address}/v3.0/OS-CREDENTIAL/credentials`, {
      method: 'POST',
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      body: JSON.stringify({ credential: { description: 'test' } }),
    });
    if (response.status !== 201) throw new Error(`access key: ${response.status} ${await response.text()}`);
    const { credential } = (await response.json()) as { credential: SigningKey };
    return new SignedClient(product, projectId, credential);
  }

  sign(call: SignedCall, key: SigningKey = this.key): WireRequest {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const method = call.method ?? 'POST';
    const { target, headers } = sign(
      {
        method,
        path: call.path.replace('{project_id}', this.projectId),
        ...(call.query === undefined ? {} : { query: call.query }),
        headers: {
          Host: new URL(this.#product.address).host,
          'X-Project-Id': this.projectId,
          'X-Sdk-Date': sdkDate(call.time ?? this.#product.clock.now()),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...call.headers,
        },
        ...(body === undefined ? {} : { body }),
      },
      key,
      call.options,
    );
    return { method, target, headers, body };
  }

  send({ method, target, headers, body }: WireRequest): Promise<Response> {
    return rawRequest(this.#product.address, {
      method,
      rawPath: target,
      headers,
      ...(body === undefined ? {} : { body }),
    });
  }

  call(call: SignedCall): Promise<Response> {
    return this.send(this.sign(call));
  }
}

export interface ErrorAnswer {
  readonly error_code: string;
  readonly error_msg: string;
  readonly request_id: string;
  readonly error: { readonly error_code: string };
}
