import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { type AccessKey, accessKeysQuery } from './access-key-queries.ts';

export function AccessKeyTable({ keys }: { readonly keys: readonly AccessKey[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('accessKeys.title')}
      rows={keys}
      keyOf={({ access }) => access}
      columns={[
        {
          name: 'id',
          head: t('accessKeys.id'),
          cell: ({ access, description }) => (
            <Box sx={{ minWidth: 0 }}>
              <CopyableId value={access} label={t('accessKeys.copyId')} />
              <Typography variant="body2" color="textSecondary">
                {description === '' ? t('accessKeys.noDescription') : description}
              </Typography>
            </Box>
          ),
        },
        {
          name: 'status',
          head: t('accessKeys.status'),
          cell: ({ status }) => <AccessKeyStatus status={status} />,
        },
        {
          name: 'created',
          head: t('accessKeys.created'),
          cell: ({ createTime }) => <Moment text={createTime} />,
        },
        {
          name: 'lastUsed',
          head: t('accessKeys.lastUsed'),
          cell: ({ lastUseTime }) =>
            lastUseTime === undefined ? t('accessKeys.never') : <Moment text={lastUseTime} />,
        },
        {
          name: 'operation',
          head: t('accessKeys.operation'),
          bare: true,
          cell: (accessKey) => <AccessKeyActions accessKey={accessKey} />,
        },
      ]}
    />
  );
}

/** A time that came as ISO 8601 text. */
function Moment({ text }: { readonly text: string }) {
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      <TimeText at={Date.parse(text)} short />
    </Box>
  );
}

function AccessKeyStatus({ status }: Pick<AccessKey, 'status'>) {
  const { t } = useTranslation();
  const Icon = status === 'active' ? CheckCircleOutlined : BlockOutlined;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        color: status === 'active' ? 'state.enabled' : 'state.disabled',
      }}
    >
      <Icon sx={{ fontSize: 16 }} />
      {t(`accessKeys.state.${status}`)}
    </Box>
  );
}

function AccessKeyActions({ accessKey }: { readonly accessKey: AccessKey }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { open } = useDialogParam(['accessKey']);
  const { access: id, status } = accessKey;
  // Enabling stops nothing: it needs no question.
  const enable = useAct({
    act: () => client.call('iam.updateAccessKey', { accessKey: id, credential: { status: 'active' } }),
    onSettled: () => queryClient.invalidateQueries(accessKeysQuery(client)),
    onDone: () => notify({ severity: 'success', message: t('accessKeys.enabled', { id }) }),
    onRefused: (refusal) => notify({ severity: 'error', message: refusalOf(refusal).message }),
  });
  return (
    <Box sx={{ display: 'flex', gap: 0.5, ml: -1.25 }}>
      {status === 'active' ? (
        <Button
          size="small"
          aria-label={t('accessKeys.disableNamed', { id })}
          onClick={() => open('disableAccessKey', { accessKey: [id] })}
        >
          {t('accessKeys.disable')}
        </Button>
      ) : (
        <Button
          size="small"
          aria-label={t('accessKeys.enableNamed', { id })}
          aria-disabled={enable.busy}
          onClick={() => void enable.run(null)}
        >
          {t('accessKeys.enable')}
        </Button>
      )}
      <Button
        size="small"
        color="error"
        aria-label={t('accessKeys.deleteNamed', { id })}
        onClick={() => open('deleteAccessKey', { accessKey: [id] })}
      >
        {t('accessKeys.delete')}
      </Button>
    </Box>
  );
}
