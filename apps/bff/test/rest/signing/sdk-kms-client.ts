import type { HcClient, HttpRequestOptions } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';

export type Answer = SdkResponse & Record<string, unknown>;

/**
 * The published core of the official Node SDK, unmodified. Its KMS package is not published, so this class does what the generated one
 * does: it names method, path and parameters, and hands them to the core.
 */
export class KmsClient {
  readonly #core: HcClient;

  constructor(core: HcClient) {
    this.#core = core;
  }

  post(operation: string, data: Record<string, unknown>): Promise<Answer> {
    return this.send('POST', `/v1.0/{project_id}/kms/${operation}`, { data });
  }

  send(
    method: string,
    url: string,
    parts: Partial<Pick<HttpRequestOptions, 'data' | 'queryParams' | 'pathParams'>> = {},
  ): Promise<Answer> {
    return this.#core.sendRequest({
      method,
      url,
      contentType: 'application/json',
      queryParams: {},
      pathParams: {},
      headers: {},
      data: {},
      ...parts,
    });
  }
}
