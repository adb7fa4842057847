import type { GridColDef } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { ListGrid } from '../../../shared/list/list-grid.tsx';
import type { Selection } from '../../../shared/list/use-selection.ts';
import type { TablePreferences } from '../../../shared/preferences/table-preferences.ts';
import { isDefaultKey, type KeyDialogName } from '../actions/key-action.ts';
import type { Key } from '../api/key-queries.ts';
import { KeyStateChip } from '../key-state-chip.tsx';
import {
  AlgorithmCell,
  AliasCell,
  EnterpriseProjectCell,
  ExpiresCell,
  OriginCell,
  TimeCell,
} from './key-cells.tsx';
import { type KeyColumnName, keyColumnNames } from './key-columns.ts';
import type { KeySort } from './key-filters.ts';
import { KeyRowActions } from './key-row-actions.tsx';

export interface KeyGridProps {
  readonly items: readonly Key[];
  readonly permitted: readonly string[];
  readonly selection: Selection<Key>;
  readonly sort: KeySort;
  readonly onSort: (sort: KeySort) => void;
  readonly preferences: TablePreferences;
  readonly onAction: (name: KeyDialogName, keyIds: readonly string[]) => void;
}

/** The keys as a table. */
export function KeyGrid({ items, permitted, selection, sort, onSort, preferences, onAction }: KeyGridProps) {
  const { t } = useTranslation();
  const columns = useKeyColumns({ dense: preferences.density === 'dense', permitted, onAction });
  return (
    <ListGrid
      label={t('keys.title')}
      items={items}
      idOf={(key) => key.keyId}
      columns={columns}
      selection={selection}
      isSelectable={(key) => !isDefaultKey(key)}
      sorts={keyColumnNames}
      sort={sort}
      onSort={onSort}
      preferences={preferences}
      words={{
        selectAll: t('keys.grid.selectAll'),
        unselectAll: t('keys.grid.unselectAll'),
        select: t('keys.grid.select'),
        unselect: t('keys.grid.unselect'),
      }}
    />
  );
}

interface ColumnsInput {
  readonly dense: boolean;
  readonly permitted: readonly string[];
  readonly onAction: KeyGridProps['onAction'];
}

type Column = GridColDef<Key>;

function useKeyColumns({ dense, permitted, onAction }: ColumnsInput): readonly Column[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const shapes: Readonly<Record<KeyColumnName, Partial<Column>>> = {
      alias: {
        flex: 1,
        minWidth: 220,
        hideable: false,
        renderCell: ({ row }) => <AliasCell item={row} dense={dense} />,
      },
      state: { width: 158, renderCell: ({ row }) => <KeyStateChip state={row.state} /> },
      algorithm: { width: 194, renderCell: ({ row }) => <AlgorithmCell item={row} dense={dense} /> },
      expires: { width: 138, renderCell: ({ row }) => <ExpiresCell item={row} /> },
      origin: { width: 88, renderCell: ({ row }) => <OriginCell item={row} /> },
      enterpriseProject: { width: 150, renderCell: ({ row }) => <EnterpriseProjectCell item={row} /> },
      created: { width: 140, renderCell: ({ row }) => <TimeCell at={row.createdAt} /> },
    };
    const named = keyColumnNames.map((field) => ({
      field,
      headerName: t(`keys.column.${field}`),
      ...shapes[field],
    }));
    const operations: Column = {
      field: 'operations',
      headerName: t('keys.column.operations'),
      width: 160,
      sortable: false,
      hideable: false,
      renderCell: ({ row }) => <KeyRowActions item={row} permitted={permitted} onAction={onAction} />,
    };
    return [...named, operations];
  }, [t, dense, permitted, onAction]);
}
