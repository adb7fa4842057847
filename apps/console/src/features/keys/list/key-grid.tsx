import Box from '@mui/material/Box';
import { DataGrid, type GridColDef, type GridSortModel } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { TablePreferences } from '../../../shared/preferences/table-preferences.ts';
import { pageNonce } from '../../../shared/theme/nonce.ts';
import { rowHeights } from '../../../shared/theme/tokens.ts';
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
import type { KeySort } from './key-list-url.ts';
import { RowActions } from './row-actions.tsx';
import type { useKeySelection } from './use-key-selection.ts';

const HEADER_HEIGHT = 40;

export interface KeyGridProps {
  readonly items: readonly Key[];
  readonly permitted: readonly string[];
  readonly selection: ReturnType<typeof useKeySelection>;
  readonly sort: KeySort;
  readonly onSort: (sort: KeySort) => void;
  readonly preferences: TablePreferences;
  readonly onAction: (name: KeyDialogName, keyIds: readonly string[]) => void;
}

/** The keys as a table. The server sorts, filters and pages: the grid only shows. */
export function KeyGrid({ items, permitted, selection, sort, onSort, preferences, onAction }: KeyGridProps) {
  const { t } = useTranslation();
  const dense = preferences.density === 'dense';
  const columns = useKeyColumns({ dense, permitted, onAction });
  const selectedIds = new Set(selection.selected.map((key) => key.keyId));
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column' }}>
      <DataGrid
        label={t('keys.title')}
        rows={items}
        columns={columns}
        getRowId={(key) => key.keyId}
        rowHeight={dense ? rowHeights.dense : rowHeights.comfortable}
        columnHeaderHeight={HEADER_HEIGHT}
        columnVisibilityModel={Object.fromEntries(preferences.hiddenColumns.map((name) => [name, false]))}
        sortingMode="server"
        sortingOrder={['asc', 'desc']}
        sortModel={[sortModelOf(sort)]}
        onSortModelChange={(model) => onSort(sortOf(model))}
        filterMode="server"
        paginationMode="server"
        rowCount={-1}
        hideFooter
        checkboxSelection
        keepNonExistentRowsSelected
        disableRowSelectionExcludeModel
        disableRowSelectionOnClick
        isRowSelectable={({ row }) => !isDefaultKey(row)}
        rowSelectionModel={{ type: 'include', ids: selectedIds }}
        onRowSelectionModelChange={({ ids }) => selection.select(new Set([...ids].map(String)))}
        disableColumnFilter
        disableColumnMenu
        disableColumnSelector
        // A page has at most 100 rows; all of them stay in the document for search in the page and screen readers.
        disableVirtualization
        localeText={{
          checkboxSelectionHeaderName: t('keys.grid.selection'),
          checkboxSelectionSelectAllRows: t('keys.grid.selectAll'),
          checkboxSelectionUnselectAllRows: t('keys.grid.unselectAll'),
          checkboxSelectionSelectRow: t('keys.grid.select'),
          checkboxSelectionUnselectRow: t('keys.grid.unselect'),
          columnHeaderSortIconLabel: t('keys.grid.sort'),
        }}
        nonce={pageNonce() ?? ''}
      />
    </Box>
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
      renderCell: ({ row }) => <RowActions item={row} permitted={permitted} onAction={onAction} />,
    };
    return [...named, operations];
  }, [t, dense, permitted, onAction]);
}

function sortModelOf(sort: KeySort): GridSortModel[number] {
  return sort.startsWith('-') ? { field: sort.slice(1), sort: 'desc' } : { field: sort, sort: 'asc' };
}

function sortOf([first]: GridSortModel): KeySort {
  const column = keyColumnNames.find((name) => name === first?.field) ?? 'created';
  return first?.sort === 'desc' ? `-${column}` : column;
}
