import type { KeySortName } from '@dewpoint/contract/browser';
import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { ListTools } from '../../../shared/list/list-tools.tsx';
import type { ListControl } from '../../../shared/list/use-list-state.ts';
import type { Selection } from '../../../shared/list/use-selection.ts';
import type { TablePreferences } from '../../../shared/preferences/table-preferences.ts';
import type { KeyDialogName } from '../actions/key-action.ts';
import type { Key, KeyPage } from '../api/key-queries.ts';
import { importPath } from '../paths.ts';
import { hideableColumns, keyColumnNames } from './key-columns.ts';
import type { KeyFilterProperty } from './key-filters.ts';
import { KeyListContent } from './key-list-content.tsx';
import { QuotaText } from './quota-text.tsx';

const search = import('./key-search-box.tsx');
// When it cannot be had, drawing the list says so.
search.catch(() => {});
const KeySearchBox = lazy(async () => ({ default: (await search).KeySearchBox }));
const KeyBulkBar = lazy(async () => ({ default: (await import('./key-bulk-bar.tsx')).KeyBulkBar }));

export interface KeyListViewProps {
  readonly list: ListControl<KeyFilterProperty, KeySortName>;
  readonly answer: KeyPage | undefined;
  readonly error: Error | null;
  /** Another answer is on its way; what is shown is the one before. */
  readonly updating: boolean;
  readonly quota: { readonly used: number; readonly quota: number } | undefined;
  /** Operation IDs. */
  readonly permitted: readonly string[];
  readonly selection: Selection<Key>;
  readonly preferences: readonly [TablePreferences, (next: TablePreferences) => void];
  readonly onRefresh: () => void;
  readonly onCreate: () => void;
  readonly onAction: (name: KeyDialogName, keyIds: readonly string[]) => void;
}

export function KeyListView(props: KeyListViewProps) {
  const { list, quota, permitted, selection, preferences, onRefresh, onCreate, onAction } = props;
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={t('keys.title')}
        explanation={
          <>
            {t('keys.explanation')} {quota && <QuotaText {...quota} />}
          </>
        }
        actions={
          <>
            <ImportButton permitted={permitted} />
            <CreateButton permitted={permitted} onCreate={onCreate} />
          </>
        }
      />
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, mb: 1.5 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Suspense fallback={<Skeleton variant="rounded" height={40} />}>
            <KeySearchBox filters={list.state.filters} onChange={list.setFilters} />
          </Suspense>
        </Box>
        <ListTools
          columns={keyColumnNames.map((name) => ({
            name,
            label: t(`keys.column.${name}`),
            hideable: hideableColumns.includes(name),
          }))}
          list={list}
          preferences={preferences}
          onRefresh={onRefresh}
        />
      </Box>
      {selection.selected.length > 0 && (
        <Suspense>
          <KeyBulkBar
            selected={selection.selected}
            permitted={permitted}
            onAction={onAction}
            onClear={selection.clear}
          />
        </Suspense>
      )}
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        <KeyListContent {...props} />
      </Paper>
    </>
  );
}

function ImportButton({ permitted }: Pick<CreateButtonProps, 'permitted'>) {
  const { t } = useTranslation();
  const missing = ['kms.createKey', 'kms.importKeyMaterial'].find(
    (operation) => !permitted.includes(operation),
  );
  return (
    <span title={missing === undefined ? undefined : t('keys.notPermitted', { operation: missing })}>
      <Button variant="outlined" disabled={missing !== undefined} component={Link} to={importPath()}>
        {t('keys.import.name')}
      </Button>
    </span>
  );
}

interface CreateButtonProps {
  readonly permitted: readonly string[];
  readonly onCreate: () => void;
}

export function CreateButton({ permitted, onCreate }: CreateButtonProps) {
  const { t } = useTranslation();
  const allowed = permitted.includes('kms.createKey');
  return (
    <span title={allowed ? undefined : t('keys.notPermitted', { operation: 'kms:cmk:create' })}>
      <Button variant="contained" startIcon={<Add />} disabled={!allowed} onClick={onCreate}>
        {t('keys.create.title')}
      </Button>
    </span>
  );
}
