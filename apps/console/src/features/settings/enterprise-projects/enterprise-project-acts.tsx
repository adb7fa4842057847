import { DEFAULT_ENTERPRISE_PROJECT } from '@dewpoint/contract/browser';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import type { EnterpriseProjectItem } from '../../../shared/enterprise-projects/use-enterprise-projects.ts';
import { ActButton } from '../../../shared/entities/act-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { ENTERPRISE_PROJECT_PARAM } from './enterprise-project-dialogs.tsx';

/** What the user may do with one of them; the default one stays as it is. */
export function EnterpriseProjectActs({ project }: { readonly project: EnterpriseProjectItem }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const { open } = useDialogParam([ENTERPRISE_PROJECT_PARAM]);
  const { id, name, enabled } = project;
  if (id === DEFAULT_ENTERPRISE_PROJECT) return null;
  const ask = (dialog: string) => open(dialog, { [ENTERPRISE_PROJECT_PARAM]: [id] });
  return (
    <Box sx={{ display: 'flex', gap: 0.5, ml: -1.25 }}>
      {may('eps.modifyEnterpriseProject') && (
        <Button
          size="small"
          aria-label={t('enterpriseProjects.editNamed', { name })}
          onClick={() => ask('editEnterpriseProject')}
        >
          {t('entities.edit')}
        </Button>
      )}
      {enabled && may('eps.disableEnterpriseProject') && (
        <Button
          size="small"
          color="error"
          aria-label={t('enterpriseProjects.disableNamed', { name })}
          onClick={() => ask('disableEnterpriseProject')}
        >
          {t('entities.disable')}
        </Button>
      )}
      {!enabled && may('eps.enableEnterpriseProject') && (
        <ActButton
          size="small"
          aria-label={t('enterpriseProjects.enableNamed', { name })}
          act={() => client.call('eps.enableEnterpriseProject', { enterpriseProjectId: id })}
          told={t('enterpriseProjects.enabled', { name })}
        >
          {t('entities.enable')}
        </ActButton>
      )}
    </Box>
  );
}
