import type { OperationWireOutput } from '@dewpoint/contract';
import { textOfTagFilter } from '@dewpoint/contract/browser';
import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

type TagsInUse = OperationWireOutput<'csms.listProjectSecretsTags' | 'kms.listKmsTags'>;

/**
 * Tags to search by, as the chips of a search box have them: each key, and each with its values. They are asked for when the box is
 * opened first; who may not see them has none.
 */
export function useTagsInUse<Key extends QueryKey>(
  query: UseQueryOptions<TagsInUse, Error, TagsInUse, Key>,
  permitted: boolean,
) {
  const [opened, setOpened] = useState(false);
  const { data } = useQuery({ ...query, enabled: opened && permitted });
  const tags = (data?.tags ?? []).flatMap(({ key, values }) => [
    textOfTagFilter({ key, value: null }),
    ...values.filter((value) => value !== '').map((value) => textOfTagFilter({ key, value })),
  ]);
  return { tags, onOpen: () => setOpened(true) };
}
