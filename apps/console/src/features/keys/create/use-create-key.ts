import { DEFAULT_ENTERPRISE_PROJECT } from '@dewpoint/contract/browser';
import { useQueryClient } from '@tanstack/react-query';
import type { UseFormReturn } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { enterpriseProjectIn } from '../../../shared/enterprise-projects/enterprise-project-field.tsx';
import { refusedField } from '../../../shared/forms/refused-field.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { createTaggedKey } from '../api/create-tagged-key.ts';
import { invalidateKeys } from '../api/key-queries.ts';
import { keyPath } from '../paths.ts';
import type { CreateKeyForm } from './create-key-schema.ts';

const fields = ['keyAlias', 'keySpec', 'keyUsage', 'keyDescription', 'enterpriseProjectId'] as const;

interface CreateOptions {
  /** Where the material comes from. */
  readonly origin: 'kms' | 'external';
  /** The key is there; `complete` unless its tags were refused, which has been told then. */
  readonly onCreated: (key: {
    readonly keyId: string;
    readonly alias: string;
    readonly complete: boolean;
  }) => void;
}

/**
 * Sends the form once, however often it is submitted; a refusal lands on its field, or above the buttons. Tags are added to the key once it
 * is there: when they are refused the key stays, and the message leads to its tags.
 */
export function useCreateKey(form: UseFormReturn<CreateKeyForm>, { origin, onCreated }: CreateOptions) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const { t } = useTranslation();

  const { run, busy, error } = useAct({
    act: ({ tags, enterpriseProjectId: typed, ...key }: CreateKeyForm) => {
      const enterpriseProjectId = enterpriseProjectIn(typed) ?? DEFAULT_ENTERPRISE_PROJECT;
      return createTaggedKey(api.client, { ...key, enterpriseProjectId, origin }, tags);
    },
    onSettled: () => invalidateKeys(queryClient, api),
    onDone: ({ keyId, tagsRefused }, { keyAlias: alias }) => {
      if (tagsRefused !== null) {
        notify({
          severity: 'error',
          message: t('keyTabs.tags.ofNewKey.refused', { alias, why: refusalOf(tagsRefused).message }),
          action: {
            label: t('keyTabs.tags.ofNewKey.mend'),
            run: () => void navigate(keyPath(keyId, 'tags')),
          },
        });
      }
      onCreated({ keyId, alias, complete: tagsRefused === null });
    },
    onRefused: (refusal) => {
      const field = refusedField(refusal, fields);
      if (field) form.setError(field, { type: 'server', message: refusal.message }, { shouldFocus: true });
    },
  });
  return { create: run, busy, refusal: refusedField(error, fields) ? null : error };
}
