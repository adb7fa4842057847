import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { type Approval, invalidateIdentity } from '../identity-queries.ts';

type Decision = 'approve' | 'reject';

/** Requests for approval, with what the caller may do about each. */
export function ApprovalList({ approvals }: { readonly approvals: readonly Approval[] }) {
  const { t } = useTranslation();
  const { run, busy, error } = useDecision();
  return (
    <Section title={t('identity.approvals.list')} explanation={t('identity.approvals.listWhy')}>
      {error && (
        <Box sx={{ p: 2, pb: 0 }}>
          <RefusalAlert error={error} />
        </Box>
      )}
      {approvals.length === 0 ? (
        <Typography sx={{ p: 2 }} color="textSecondary">
          {t('identity.approvals.none')}
        </Typography>
      ) : (
        <DataTable
          label={t('identity.approvals.list')}
          rows={approvals}
          keyOf={({ id }) => id}
          columns={[
            {
              name: 'act',
              head: t('identity.approvals.act'),
              cell: (approval) => <Act approval={approval} />,
            },
            {
              name: 'requester',
              head: t('identity.approvals.requester'),
              cell: ({ requesterName }) => requesterName,
            },
            {
              name: 'state',
              head: t('identity.approvals.stateHead'),
              cell: ({ state, approverName }) =>
                approverName === null
                  ? t(`identity.approvals.state.${state}`)
                  : t('identity.approvals.decidedBy', {
                      state: t(`identity.approvals.state.${state}`),
                      name: approverName,
                    }),
            },
            {
              name: 'expires',
              head: t('identity.approvals.expires'),
              cell: ({ expiresAt }) => <TimeText at={expiresAt} short />,
            },
            {
              name: 'decide',
              head: t('identity.approvals.decide'),
              bare: true,
              cell: (approval) => (
                <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
                  {decisionsOn(approval).map((decision) => (
                    <BusyButton
                      key={decision}
                      size="small"
                      variant={decision === 'approve' ? 'contained' : 'outlined'}
                      busy={busy}
                      onClick={() => void run({ decision, approvalId: approval.id })}
                    >
                      {t(`identity.approvals.${approval.own ? 'withdraw' : decision}`)}
                    </BusyButton>
                  ))}
                </Box>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

/** An own request can only be withdrawn; an approval of others can be taken back until it is used. */
function decisionsOn({ own, state }: Approval): readonly Decision[] {
  if (state === 'pending') return own ? ['reject'] : ['approve', 'reject'];
  return state === 'approved' ? ['reject'] : [];
}

function Act({ approval }: { readonly approval: Approval }) {
  const { operationId, resourceName, resourceId, request } = approval;
  return (
    <>
      <Typography sx={{ fontWeight: 600 }}>
        {operationId} {resourceName === '' ? resourceId : resourceName}
      </Typography>
      <Typography variant="caption" component="div" color="textSecondary" sx={{ fontFamily: 'monospace' }}>
        {request}
      </Typography>
    </>
  );
}

function useDecision() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  return useAct({
    act: ({ decision, approvalId }: { decision: Decision; approvalId: string }) =>
      client.call(decision === 'approve' ? 'iam.approveRequest' : 'iam.rejectRequest', { approvalId }),
    onSettled: () => invalidateIdentity(queryClient),
    onDone: (_answer, { decision }) =>
      notify({ severity: 'success', message: t(`identity.approvals.done.${decision}`) }),
  });
}
