import AddOutlined from '@mui/icons-material/AddOutlined';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { FieldsDialog } from '../../../shared/entities/fields-dialog.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { IdentityFrame } from '../identity-frame.tsx';

const rule = contractRules['iam.createProject'].input.shape.project.shape.name;

/** Projects of the account: keys and secrets of one are not seen in another. */
export function ProjectsPage() {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  const may = useMay();
  const { dialog, open, close } = useDialogParam();
  return (
    <IdentityFrame
      tab="projects"
      actions={
        may('iam.createProject') && (
          <Button variant="contained" startIcon={<AddOutlined />} onClick={() => open('createProject')}>
            {t('identity.projects.create')}
          </Button>
        )
      }
    >
      <Paper variant="outlined">
        <DataTable
          label={t('identity.tab.projects')}
          rows={session.projects}
          keyOf={({ id }) => id}
          columns={[
            { name: 'name', head: t('identity.projects.name'), cell: ({ name }) => name },
            {
              name: 'id',
              head: t('identity.projects.id'),
              cell: ({ id, name }) => (
                <CopyableId value={id} label={t('identity.projects.copyId', { name })} />
              ),
            },
          ]}
        />
      </Paper>
      {dialog === 'createProject' && may('iam.createProject') && <CreateProjectDialog onClose={close} />}
    </IdentityFrame>
  );
}

function CreateProjectDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { client, session } = useProjectApi();
  const queryClient = useQueryClient();
  return (
    <FieldsDialog
      title={t('identity.projects.create')}
      fields={[
        {
          name: 'name',
          label: t('identity.projects.name'),
          help: t('identity.projects.nameHelp', { example: `${session.region}_payments` }),
          rule,
          wireName: 'project.name',
          required: true,
        },
      ]}
      initial={{ name: `${session.region}_` }}
      act={async (project, signal) => {
        await client.call('iam.createProject', { project }, { signal });
        // The session lists the projects.
        await queryClient.invalidateQueries({ queryKey: ['session'] });
      }}
      told={({ name }) => t('identity.projects.created', { name })}
      onClose={onClose}
    />
  );
}
