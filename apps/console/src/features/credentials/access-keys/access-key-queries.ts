import type { OperationWireOutput } from '@dewpoint/contract';
import type { ConsoleClient } from '@dewpoint/contract/browser';
import { queryOptions } from '@tanstack/react-query';

/** An access key as lists show it: never with its secret. */
export type AccessKey = OperationWireOutput<'iam.listAccessKeys'>['credentials'][number];
/** A new access key with its secret, which nothing keeps but the dialog that shows it. */
export type NewAccessKey = OperationWireOutput<'iam.createAccessKey'>['credential'];

/** Access keys of the signed-in user. */
export function accessKeysQuery(client: ConsoleClient) {
  return queryOptions({
    queryKey: ['accessKeys'],
    queryFn: ({ signal }) => client.call('iam.listAccessKeys', {}, { signal }),
  });
}
