import { useQueryClient } from '@tanstack/react-query';
import type { UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { refusedField } from '../../../shared/forms/refused-field.ts';
import { createTaggedKey } from '../api/create-tagged-key.ts';
import { invalidateKeys } from '../api/key-queries.ts';
import { keyPath } from '../paths.ts';
import type { CreateKeyForm } from './create-key-schema.ts';

const fields = ['keyAlias', 'keySpec', 'keyUsage', 'keyDescription'] as const;

/**
 * Sends the form once, however often it is submitted; a refusal lands on its field, or above the buttons. Tags are added to the key once it
 * is there: when they are refused the key stays, and the message leads to its tags.
 */
export function useCreateKey(form: UseFormReturn<CreateKeyForm>, onClose: () => void) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const { t } = useTranslation();

  const { run, busy, error } = useAct({
    act: ({ tags, ...key }: CreateKeyForm) => createTaggedKey(api.client, key, tags),
    onSettled: () => invalidateKeys(queryClient, api),
    onDone: ({ keyId, tagsRefused }, { keyAlias: alias }) => {
      notify(
        tagsRefused === null
          ? {
              severity: 'success',
              message: t('keys.create.done', { alias }),
              action: { label: t('keys.create.open'), run: () => void navigate(keyPath(keyId)) },
            }
          : {
              severity: 'error',
              message: t('keyTabs.tags.ofNewKey.refused', { alias, why: refusalOf(tagsRefused).message }),
              action: {
                label: t('keyTabs.tags.ofNewKey.mend'),
                run: () => void navigate(keyPath(keyId, 'tags')),
              },
            },
      );
      onClose();
    },
    onRefused: (refusal) => {
      const field = refusedField(refusal, fields);
      if (field) form.setError(field, { type: 'server', message: refusal.message }, { shouldFocus: true });
    },
  });
  return { create: run, busy, refusal: refusedField(error, fields) ? null : error };
}
