import { DEFAULT_ENTERPRISE_PROJECT_NAME } from '@dewpoint/contract/browser';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type CreateKeyForm, createKeyFormWithTags, usagesOf } from './create-key-schema.ts';

/** The form of a new key, with the rules of the server in the language shown. */
export function useCreateKeyForm() {
  const { t } = useTranslation();
  const schema = useMemo(
    () => createKeyFormWithTags({ twice: t('tags.twice'), present: t('tags.present') }),
    [t],
  );
  return useForm<CreateKeyForm>({
    resolver: zodResolver(schema),
    defaultValues: {
      keyAlias: '',
      keySpec: 'AES_256',
      keyUsage: usagesOf('AES_256')[0],
      keyDescription: '',
      enterpriseProjectId: DEFAULT_ENTERPRISE_PROJECT_NAME,
      tags: [],
    },
    mode: 'onTouched',
  });
}
