import Box from '@mui/material/Box';
import { DataGrid, type GridColDef, type GridSortModel } from '@mui/x-data-grid';
import { useTranslation } from '../i18n/use-translation.ts';
import type { TablePreferences } from '../preferences/table-preferences.ts';
import { pageNonce } from '../theme/nonce.ts';
import { rowHeights } from '../theme/tokens.ts';
import type { SortOf } from './list-definition.ts';
import type { Selection } from './use-selection.ts';

const HEADER_HEIGHT = 40;

interface ListGridProps<Item extends object, Sort extends string> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly columns: readonly GridColDef<Item>[];
  readonly selection: Selection<Item>;
  readonly isSelectable?: (item: Item) => boolean;
  readonly sorts: readonly Sort[];
  readonly sort: SortOf<Sort>;
  readonly onSort: (sort: SortOf<Sort>) => void;
  readonly preferences: TablePreferences;
  /** Names of the boxes that select. */
  readonly words: {
    readonly selectAll: string;
    readonly unselectAll: string;
    readonly select: string;
    readonly unselect: string;
  };
}

/** A page of a list as a table. The server sorts, filters and pages: the grid only shows. */
export function ListGrid<Item extends object, Sort extends string>(props: ListGridProps<Item, Sort>) {
  const { label, items, idOf, columns, selection, isSelectable, sorts, sort, onSort, preferences, words } =
    props;
  const { t } = useTranslation();
  const dense = preferences.density === 'dense';
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column' }}>
      <DataGrid
        label={label}
        rows={items}
        columns={columns}
        getRowId={idOf}
        rowHeight={dense ? rowHeights.dense : rowHeights.comfortable}
        columnHeaderHeight={HEADER_HEIGHT}
        columnVisibilityModel={Object.fromEntries(preferences.hiddenColumns.map((name) => [name, false]))}
        sortingMode="server"
        sortingOrder={['asc', 'desc']}
        sortModel={[sortModelOf(sort)]}
        onSortModelChange={([first]) => {
          const column = sorts.find((name) => name === first?.field);
          if (column !== undefined) onSort(first?.sort === 'desc' ? `-${column}` : column);
        }}
        filterMode="server"
        paginationMode="server"
        rowCount={-1}
        hideFooter
        checkboxSelection
        keepNonExistentRowsSelected
        disableRowSelectionExcludeModel
        disableRowSelectionOnClick
        isRowSelectable={({ row }) => isSelectable?.(row) ?? true}
        rowSelectionModel={{ type: 'include', ids: new Set(selection.selected.map(idOf)) }}
        onRowSelectionModelChange={({ ids }) => selection.select(new Set([...ids].map(String)))}
        disableColumnFilter
        disableColumnMenu
        disableColumnSelector
        // A page has at most 100 rows; all of them stay in the document for search in the page and screen readers.
        disableVirtualization
        localeText={{
          checkboxSelectionHeaderName: t('list.grid.selection'),
          checkboxSelectionSelectAllRows: words.selectAll,
          checkboxSelectionUnselectAllRows: words.unselectAll,
          checkboxSelectionSelectRow: words.select,
          checkboxSelectionUnselectRow: words.unselect,
          columnHeaderSortIconLabel: t('list.grid.sort'),
        }}
        nonce={pageNonce() ?? ''}
      />
    </Box>
  );
}

function sortModelOf(sort: string): GridSortModel[number] {
  return sort.startsWith('-') ? { field: sort.slice(1), sort: 'desc' } : { field: sort, sort: 'asc' };
}
