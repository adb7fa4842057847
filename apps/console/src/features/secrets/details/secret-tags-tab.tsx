import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { TagsTab } from '../../../shared/tags/tags-tab.tsx';
import { invalidateSecrets, type SecretDetails } from '../api/secret-queries.ts';
import { useWhyNot } from './why-not.ts';

/** Tags of a secret (TAG-01) [G 2.2.4]. */
export function SecretTagsTab({ item }: { readonly item: SecretDetails }) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const whyNot = useWhyNot(item);
  return (
    <TagsTab
      whyNot={whyNot('csms.batchCreateOrDeleteTags')}
      item={{
        tags: item.tags,
        change: (action, tags) =>
          api.client.call('csms.batchCreateOrDeleteTags', {
            secretId: item.secretId,
            tags: [...tags],
            action,
          }),
        onSettled: () => invalidateSecrets(queryClient, api),
      }}
    />
  );
}
