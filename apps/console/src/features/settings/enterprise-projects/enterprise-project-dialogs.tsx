import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import type { EnterpriseProjectItem } from '../../../shared/enterprise-projects/use-enterprise-projects.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { FieldsDialog } from '../../../shared/entities/fields-dialog.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

const rules = contractRules['eps.createEnterpriseProject'].input.shape;

/** Parameter of the address that names the enterprise project of a dialog. */
export const ENTERPRISE_PROJECT_PARAM = 'enterpriseProject';

interface DialogsProps {
  readonly projects: readonly EnterpriseProjectItem[];
}

/** The dialog that the address names, if the user may do what it is for. */
export function EnterpriseProjectDialogs({ projects }: DialogsProps) {
  const may = useMay();
  const [params] = useSearchParams();
  const { dialog, close } = useDialogParam([ENTERPRISE_PROJECT_PARAM]);
  // The default one has no time of creation, and no dialogs.
  const project = projects.find(
    ({ id, createdAt }) => id === params.get(ENTERPRISE_PROJECT_PARAM) && createdAt !== null,
  );
  if (dialog === 'createEnterpriseProject' && may('eps.createEnterpriseProject')) {
    return <FormDialog onClose={close} />;
  }
  if (dialog === 'editEnterpriseProject' && project && may('eps.modifyEnterpriseProject')) {
    return <FormDialog project={project} onClose={close} />;
  }
  if (dialog === 'disableEnterpriseProject' && project?.enabled && may('eps.disableEnterpriseProject')) {
    return <DisableDialog project={project} onClose={close} />;
  }
  return null;
}

interface FormDialogProps {
  /** Absent: a new one. */
  readonly project?: EnterpriseProjectItem;
  readonly onClose: () => void;
}

function FormDialog({ project, onClose }: FormDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <FieldsDialog
      title={
        project ? t('enterpriseProjects.editNamed', { name: project.name }) : t('enterpriseProjects.create')
      }
      fields={[
        {
          name: 'name',
          label: t('entities.name'),
          help: t('enterpriseProjects.nameHelp'),
          rule: rules.name,
          wireName: 'name',
          required: true,
        },
        {
          name: 'description',
          label: t('entities.description'),
          rule: rules.description,
          wireName: 'description',
          multiline: true,
        },
      ]}
      initial={{ name: project?.name ?? '', description: project?.description ?? '' }}
      act={(given, signal) =>
        project
          ? client.call(
              'eps.modifyEnterpriseProject',
              { enterpriseProjectId: project.id, ...given },
              { signal },
            )
          : client.call('eps.createEnterpriseProject', given, { signal })
      }
      told={({ name }) =>
        project ? t('enterpriseProjects.changed', { name }) : t('enterpriseProjects.created', { name })
      }
      onClose={onClose}
    />
  );
}

function DisableDialog({ project: { id, name }, onClose }: Required<FormDialogProps>) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <ConfirmDialog
      title={t('enterpriseProjects.disableNamed', { name })}
      effect={t('enterpriseProjects.disableEffect')}
      act={() => client.call('eps.disableEnterpriseProject', { enterpriseProjectId: id })}
      told={t('enterpriseProjects.disabled', { name })}
      onClose={onClose}
    />
  );
}
