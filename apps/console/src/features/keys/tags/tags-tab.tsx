import '../key-texts.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TagsTab } from '../../../shared/tags/tags-tab.tsx';
import { invalidateKeys, type KeyDetails } from '../api/key-queries.ts';

/** Tags of a key (TAG-01) [G 2.1.7]. */
export function KeyTagsTab({ item }: { readonly item: KeyDetails }) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  return (
    <TagsTab
      whyNot={useWhyNot(item)}
      item={{
        tags: item.tags,
        change: (action, tags) =>
          api.client.call('kms.batchCreateKmsTags', { keyId: item.keyId, tags: [...tags], action }),
        onSettled: () => invalidateKeys(queryClient, api),
      }}
    />
  );
}

function useWhyNot(item: KeyDetails): string | null {
  const { t } = useTranslation();
  if (item.defaultService !== null) return t('keyTabs.tags.impossible.defaultKey');
  if (item.state === 'pendingDeletion') return t('keyTabs.tags.impossible.pendingDeletion');
  const operation = 'kms.batchCreateKmsTags';
  return item.permitted.includes(operation) ? null : t('keys.notPermitted', { operation });
}
