import '../identity-texts.ts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { DetailsAnswer } from '../../../shared/entities/details-answer.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type GroupDetails, identityQueries } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { GroupFormDialog } from './group-form-dialog.tsx';
import { GroupMembers } from './group-members.tsx';
import { GroupPolicies } from './group-policies.tsx';

/** One user group: its members, and the policies that it gives them. */
export function GroupDetailsPage() {
  const { groupId = '' } = useParams();
  const { client } = useProjectApi();
  const answer = useQuery(identityQueries(client).group(groupId));
  return <DetailsAnswer answer={answer}>{(group) => <GroupView group={group} />}</DetailsAnswer>;
}

function GroupView({ group }: { readonly group: GroupDetails }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const navigate = useNavigate();
  const { dialog, open, close } = useDialogParam();
  const { id, name } = group;
  return (
    <>
      <PageHeader
        above={[{ label: t('identity.tab.groups'), to: identityPath('groups') }]}
        title={name}
        explanation={
          <>
            {group.description !== '' && <div>{group.description}</div>}
            <CopyableId value={id} />
          </>
        }
        actions={
          <>
            {may('iam.updateGroup') && (
              <Button variant="outlined" onClick={() => open('editGroup')}>
                {t('entities.edit')}
              </Button>
            )}
            {may('iam.deleteGroup') && (
              <Button variant="outlined" color="error" onClick={() => open('deleteGroup')}>
                {t('entities.delete')}
              </Button>
            )}
          </>
        }
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 960 }}>
        <GroupPolicies group={group} />
        <GroupMembers group={group} />
      </Box>
      {dialog === 'editGroup' && may('iam.updateGroup') && <GroupFormDialog group={group} onClose={close} />}
      {dialog === 'deleteGroup' && may('iam.deleteGroup') && (
        <ConfirmDialog
          title={t('identity.groups.deleteNamed', { name })}
          effect={t('identity.groups.deleteEffect', { count: group.members })}
          typed={name}
          act={() => client.call('iam.deleteGroup', { groupId: id })}
          told={t('identity.groups.deleted', { name })}
          onClose={close}
          onDone={() => void navigate(identityPath('groups'), { replace: true })}
        />
      )}
    </>
  );
}
