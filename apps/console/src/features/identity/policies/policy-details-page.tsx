import '../identity-texts.ts';
import PolicyOutlined from '@mui/icons-material/PolicyOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink, useNavigate, useParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { CopyButton } from '../../../shared/components/copy-button.tsx';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { DetailsAnswer } from '../../../shared/entities/details-answer.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { identityQueries, type PolicyDetails } from '../identity-queries.ts';
import { identityPath, policyEditorPath } from '../paths.ts';

/** One policy: its text, and where it is attached. */
export function PolicyDetailsPage() {
  const { policyId = '' } = useParams();
  const { client } = useProjectApi();
  const answer = useQuery(identityQueries(client).policy(policyId));
  return <DetailsAnswer answer={answer}>{(policy) => <PolicyView policy={policy} />}</DetailsAnswer>;
}

function PolicyView({ policy }: { readonly policy: PolicyDetails }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const navigate = useNavigate();
  const { dialog, close } = useDialogParam();
  const may = useMay();
  const { id, name } = policy;
  return (
    <>
      <PageHeader
        above={[{ label: t('identity.tab.policies'), to: identityPath('policies') }]}
        title={name}
        explanation={
          <>
            <div>
              {t(`identity.policies.types.${policy.type}`)}
              {policy.description !== '' && ` · ${policy.description}`}
            </div>
            <CopyableId value={id} />
          </>
        }
        actions={<PolicyButtons policy={policy} />}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 960 }}>
        <Section
          title={t('identity.policies.text')}
          action={<CopyButton value={policy.document} label={t('identity.policies.copyText')} />}
        >
          <Box
            component="pre"
            tabIndex={0}
            aria-label={t('identity.policies.text')}
            role="group"
            sx={{ m: 0, p: 2, typography: 'mono', fontSize: '0.8125rem', overflowX: 'auto' }}
          >
            {policy.document}
          </Box>
        </Section>
        <PolicyAttachments policy={policy} />
      </Box>
      {dialog === 'deletePolicy' && policy.type === 'custom' && may('iam.deletePolicy') && (
        <ConfirmDialog
          title={t('identity.policies.deleteNamed', { name })}
          effect={t('identity.policies.deleteEffect')}
          typed={name}
          act={() => client.call('iam.deletePolicy', { policyId: id })}
          told={t('identity.policies.deleted', { name })}
          onClose={close}
          onDone={() => void navigate(identityPath('policies'), { replace: true })}
        />
      )}
    </>
  );
}

function PolicyButtons({ policy }: { readonly policy: PolicyDetails }) {
  const { t } = useTranslation();
  const may = useMay();
  const { open } = useDialogParam();
  const custom = policy.type === 'custom';
  return (
    <>
      {custom && may('iam.updatePolicy') && (
        <Button variant="outlined" component={RouterLink} to={policyEditorPath(policy.id)}>
          {t('entities.edit')}
        </Button>
      )}
      {may('iam.createPolicy') && (
        <Button
          variant="outlined"
          component={RouterLink}
          to={`${policyEditorPath()}?from=${encodeURIComponent(policy.id)}`}
        >
          {t('identity.policies.copyToNew')}
        </Button>
      )}
      {custom && may('iam.deletePolicy') && (
        <Button variant="outlined" color="error" onClick={() => open('deletePolicy')}>
          {t('entities.delete')}
        </Button>
      )}
    </>
  );
}

function PolicyAttachments({ policy }: { readonly policy: PolicyDetails }) {
  const { t } = useTranslation();
  return (
    <Section title={t('identity.policies.attachedTo')} explanation={t('identity.policies.attachedWhy')}>
      {policy.attachments.length === 0 ? (
        <Panel role="status" icon={<PolicyOutlined />} title={t('identity.policies.notAttached')} />
      ) : (
        <DataTable
          label={t('identity.policies.attachedTo')}
          rows={policy.attachments}
          keyOf={({ groupId, userId, projectId }) => `${groupId} ${userId} ${projectId}`}
          columns={[
            {
              name: 'who',
              head: t('identity.policies.who'),
              bare: true,
              cell: ({ groupId, groupName, userId, userName }) => (
                <Link
                  component={RouterLink}
                  to={
                    groupId === null ? identityPath('users', userId ?? '') : identityPath('groups', groupId)
                  }
                >
                  {groupName ?? userName}
                </Link>
              ),
            },
            {
              name: 'kind',
              head: t('identity.policies.kind'),
              cell: ({ groupId }) => (groupId === null ? t('identity.users.one') : t('identity.groups.one')),
            },
            {
              name: 'scope',
              head: t('identity.policies.scope'),
              cell: ({ projectName }) => projectName ?? t('identity.policies.everywhere'),
            },
          ]}
        />
      )}
    </Section>
  );
}
