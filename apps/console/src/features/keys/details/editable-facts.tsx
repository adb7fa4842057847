import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { EditableText } from '../../../shared/components/editable-text.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { isDefaultKey } from '../actions/key-action.ts';
import { invalidateKeys, type KeyDetails } from '../api/key-queries.ts';

interface FactProps {
  readonly item: KeyDetails;
}

/** KEY-10: not of default keys, not while the key is pending deletion. */
function isEditable(item: KeyDetails, operation: string): boolean {
  return !isDefaultKey(item) && item.state !== 'pendingDeletion' && item.permitted.includes(operation);
}

export function AliasFact({ item }: FactProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const rename = useMutation({
    mutationFn: (keyAlias: string) => api.client.call('kms.updateKeyAlias', { keyId: item.keyId, keyAlias }),
    onSuccess: () => invalidateKeys(queryClient, api),
  });
  return (
    <EditableText
      label={t('keys.create.alias')}
      value={item.keyAlias}
      schema={contractRules['kms.updateKeyAlias'].input.shape.keyAlias}
      editable={isEditable(item, 'kms.updateKeyAlias')}
      save={rename.mutateAsync}
    />
  );
}

export function DescriptionFact({ item }: FactProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const describe = useMutation({
    mutationFn: (keyDescription: string) =>
      api.client.call('kms.updateKeyDescription', { keyId: item.keyId, keyDescription }),
    onSuccess: () => invalidateKeys(queryClient, api),
  });
  return (
    <EditableText
      label={t('keys.create.description')}
      value={item.keyDescription}
      none={t('keys.details.noDescription')}
      schema={contractRules['kms.updateKeyDescription'].input.shape.keyDescription}
      editable={isEditable(item, 'kms.updateKeyDescription')}
      save={describe.mutateAsync}
      multiline
    />
  );
}
