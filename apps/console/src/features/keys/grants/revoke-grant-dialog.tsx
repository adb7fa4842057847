import '../actions/action-texts.ts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { RECENT_DAYS } from '../../../shared/danger/recent-days.ts';
import { UseTable } from '../../../shared/danger/use-table.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type Grant, invalidateKeys, type KeyDetails, keyQueries } from '../api/key-queries.ts';
import { Grantee } from './grant-table.tsx';
import { GrantedOperations } from './granted-operations.tsx';

interface RevokeGrantDialogProps {
  readonly item: KeyDetails;
  /** Null when there is no such grant on the page shown. */
  readonly grant: Grant | null;
  readonly onClose: () => void;
}

/** Revoke Grant [G 2.1.9.3]. */
export function RevokeGrantDialog({ item, grant, onClose }: RevokeGrantDialogProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  // Behind the dialog it is gone before the dialog is.
  const [asked] = useState(grant);
  const { run, busy, error } = useAct({
    act: (grantId: string) => api.client.call('kms.revokeGrant', { keyId: item.keyId, grantId }),
    onSettled: () => invalidateKeys(queryClient, api),
    onDone: (_answer, id) => {
      notify({ severity: 'success', message: t('keyTabs.grants.revoke.done', { id }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('keyTabs.grants.revoke.title')}
      error={error}
      busy={busy}
      danger
      complete={asked !== null}
      onSubmit={() => asked && void run(asked.grantId)}
      onClose={onClose}
    >
      {asked ? (
        <>
          <GrantFacts grant={asked} />
          <Alert severity="warning" variant="outlined">
            {t('keyTabs.grants.revoke.effect')}
          </Alert>
          <UseByGrantee item={item} grant={asked} />
        </>
      ) : (
        <Alert severity="info" variant="outlined">
          {t('keyTabs.grants.revoke.gone')}
        </Alert>
      )}
    </FormDialog>
  );
}

function GrantFacts({ grant }: { readonly grant: Grant }) {
  const { t } = useTranslation();
  return (
    <Paper variant="outlined">
      <Facts>
        <Fact name={t('keyTabs.grants.column.id')}>
          <Typography variant="mono">{grant.grantId}</Typography>
        </Fact>
        {grant.name !== '' && <Fact name={t('keyTabs.grants.column.name')}>{grant.name}</Fact>}
        <Fact name={t('keyTabs.grants.column.grantedTo')}>
          <Grantee grant={grant} />
        </Fact>
        <Fact name={t('keyTabs.grants.column.operations')}>
          <GrantedOperations operations={grant.operations} />
        </Fact>
      </Facts>
    </Paper>
  );
}

/** What the revocation may stop (KEY-17): the grantee's own use; of an account everybody's, as traces name users only. */
function UseByGrantee({ item, grant }: { readonly item: KeyDetails; readonly grant: Grant }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const risk = useQuery(keyQueries(api).risk(item.keyId));
  if (risk.error) {
    return (
      <Typography variant="body2" color="error">
        {t('use.unknown', { why: refusalOf(risk.error).message })}
      </Typography>
    );
  }
  const ofUser = grant.granteePrincipalType === 'user';
  const uses = (risk.data?.uses ?? []).filter(
    ({ principalId }) => !ofUser || principalId === grant.granteePrincipal,
  );
  return (
    <Box component="section" aria-labelledby="recent-use" aria-busy={risk.isPending}>
      <Typography id="recent-use" variant="subtitle2" component="h3">
        {t('use.title', { days: RECENT_DAYS })}
      </Typography>
      {risk.data && uses.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t(ofUser ? 'keyTabs.grants.revoke.noUse' : 'use.none', { days: RECENT_DAYS })}
        </Typography>
      ) : (
        uses.length > 0 && (
          <UseTable label={t('keys.use.table')} uses={uses.map((use) => ({ ...use, of: item.keyAlias }))} />
        )
      )}
    </Box>
  );
}
