import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { Grant } from '../api/key-queries.ts';
import { GrantedOperations } from './granted-operations.tsx';

interface GrantTableProps {
  readonly grants: readonly Grant[];
  readonly mayRevoke: boolean;
  readonly onRevoke: (grant: Grant) => void;
}

/** The columns of [G 2.1.9.2]. */
export function GrantTable({ grants, mayRevoke, onRevoke }: GrantTableProps) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={t('keyTabs.grants.label')}
      rows={grants}
      keyOf={({ grantId }) => grantId}
      columns={[
        {
          name: 'id',
          head: t('keyTabs.grants.column.id'),
          width: '24%',
          cell: ({ grantId, name }) => (
            <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 260 }}>
              <Typography sx={{ fontWeight: 600 }} color={name === '' ? 'textSecondary' : 'textPrimary'}>
                {name === '' ? t('keyTabs.grants.noName') : name}
              </Typography>
              <CopyableId value={grantId} cut label={t('keyTabs.grants.copyId')} />
            </Box>
          ),
        },
        {
          name: 'grantedTo',
          head: t('keyTabs.grants.column.grantedTo'),
          width: '24%',
          cell: (grant) => <Grantee grant={grant} />,
        },
        {
          name: 'operations',
          head: t('keyTabs.grants.column.operations'),
          cell: ({ operations }) => <GrantedOperations operations={operations} />,
        },
        {
          name: 'created',
          head: t('keyTabs.grants.column.created'),
          cell: ({ creationDate }) =>
            creationDate === '' ? null : (
              <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
                <TimeText at={Number(creationDate)} short />
              </Box>
            ),
        },
        {
          name: 'operation',
          head: t('keyTabs.grants.column.operation'),
          bare: true,
          cell: (grant) => (
            <Button
              size="small"
              color="error"
              disabled={!mayRevoke}
              onClick={() => onRevoke(grant)}
              sx={{ ml: -1.25 }}
            >
              {t('keyTabs.grants.revoke.name')}
            </Button>
          ),
        },
      ]}
    />
  );
}

/** User or account, and which one. */
export function Grantee({ grant }: { readonly grant: Grant }) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 260 }}>
      <Typography>{t(`keyTabs.grants.type.${grant.granteePrincipalType}`)}</Typography>
      <CopyableId value={grant.granteePrincipal} cut label={t('keyTabs.grants.copyGrantee')} />
    </Box>
  );
}
