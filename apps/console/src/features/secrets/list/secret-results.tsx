import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Typography from '@mui/material/Typography';
import type { GridColDef } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { isSignedOut } from '../../../shared/api/query-client.ts';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { EnterpriseProject } from '../../../shared/enterprise-projects/enterprise-project.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { ListFooter } from '../../../shared/list/list-footer.tsx';
import { ListGrid } from '../../../shared/list/list-grid.tsx';
import { NameCell } from '../../../shared/list/name-cell.tsx';
import { useShownAsCards } from '../../../shared/list/use-shown-as-cards.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { Secret, SecretPage } from '../api/secret-queries.ts';
import { SecretLink } from '../secret-link.tsx';
import { SecretStateChip } from '../secret-state-chip.tsx';
import { type SecretColumnName, secretColumnNames } from './secret-columns.ts';
import type { SecretListViewProps } from './secret-list-view.tsx';
import { SecretRowActions } from './secret-row-actions.tsx';

type SecretResultsProps = SecretListViewProps & { readonly answer: SecretPage };

/** A page of secrets, as a table or as cards. While another one is on its way it stays, paler. */
export function SecretResults(props: SecretResultsProps) {
  const { list, answer, error, updating, selection, preferences } = props;
  const { t } = useTranslation();
  const asCards = useShownAsCards();
  const columns = useColumns(props);
  return (
    <Box aria-busy={updating} sx={{ opacity: updating ? 0.6 : 1, transition: 'opacity 120ms 150ms' }}>
      {error && !isSignedOut(error) && (
        <Box sx={{ p: 1.5 }}>
          <RefusalAlert error={error} />
        </Box>
      )}
      {asCards ? (
        <Cards {...props} />
      ) : (
        <ListGrid
          label={t('secrets.title')}
          items={answer.items}
          idOf={(secret) => secret.secretName}
          columns={columns}
          selection={selection}
          sorts={secretColumnNames}
          sort={list.state.sort}
          onSort={list.setSort}
          preferences={preferences[0]}
          words={{
            selectAll: t('secrets.grid.selectAll'),
            unselectAll: t('secrets.grid.unselectAll'),
            select: t('secrets.grid.select'),
            unselect: t('secrets.grid.unselect'),
          }}
        />
      )}
      <ListFooter
        list={list}
        answer={answer}
        words={{
          total: (count, total) => t('secrets.paging.total', { count, total }),
          size: t('secrets.paging.size'),
        }}
      />
    </Box>
  );
}

function useColumns({ permitted, preferences, onAction }: SecretResultsProps): readonly GridColDef<Secret>[] {
  const { t } = useTranslation();
  const dense = preferences[0].density === 'dense';
  return useMemo(() => {
    const shapes: Readonly<Record<SecretColumnName, Partial<GridColDef<Secret>>>> = {
      name: {
        flex: 1,
        minWidth: 240,
        hideable: false,
        renderCell: ({ row }) => (
          <NameCell id={row.secretId} link={<SecretLink item={row} />} dense={dense} />
        ),
      },
      state: { width: 160, renderCell: ({ row }) => <SecretStateChip state={row.state} /> },
      type: { width: 170, renderCell: ({ row }) => t(`secrets.type.${row.secretType}`) },
      created: { width: 155, renderCell: ({ row }) => <TimeText at={row.createdAt} short /> },
      enterpriseProject: {
        width: 160,
        renderCell: ({ row }) => <EnterpriseProject id={row.enterpriseProjectId} />,
      },
    };
    return [
      ...secretColumnNames.map((field) => ({
        field,
        headerName: t(`secrets.column.${field}`),
        ...shapes[field],
      })),
      {
        field: 'operations',
        headerName: t('secrets.column.operations'),
        width: 220,
        sortable: false,
        hideable: false,
        renderCell: ({ row }) => <SecretRowActions item={row} permitted={permitted} onAction={onAction} />,
      },
    ];
  }, [t, permitted, dense, onAction]);
}

function Cards({ answer, permitted, selection, onAction }: SecretResultsProps) {
  const { t } = useTranslation();
  const chosen = new Set(selection.selected.map(({ secretName }) => secretName));
  function toggle(name: string): void {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    selection.select(next);
  }
  return (
    <Box component="ul" aria-label={t('secrets.title')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {answer.items.map((item) => (
        <Box
          component="li"
          key={item.secretName}
          sx={{ borderBottom: 1, borderColor: 'hairline', p: 1.5, display: 'grid', gap: 0.5 }}
        >
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
            <Checkbox
              checked={chosen.has(item.secretName)}
              onChange={() => toggle(item.secretName)}
              sx={{ p: 0.5, ml: -0.5 }}
              slotProps={{
                input: { 'aria-label': t('secrets.grid.selectNamed', { name: item.secretName }) },
              }}
            />
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <SecretLink item={item} />
            </Box>
            <SecretStateChip state={item.state} />
          </Box>
          <Typography variant="body2" color="textSecondary">
            {t(`secrets.type.${item.secretType}`)} · <TimeText at={item.createdAt} short />
          </Typography>
          <SecretRowActions item={item} permitted={permitted} onAction={onAction} />
        </Box>
      ))}
    </Box>
  );
}
