import './entity-texts.ts';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import InputAdornment from '@mui/material/InputAdornment';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { BusyButton } from '../components/busy-button.tsx';
import { type DataColumn, DataTable } from '../components/data-table.tsx';
import { LoadingRegion } from '../components/loading-region.tsx';
import { Panel } from '../components/panel.tsx';
import { RefusalPanel } from '../components/refusal-panel.tsx';
import { useTranslation } from '../i18n/use-translation.ts';

/** What a keyset-paged query answers, as far as a list looks at it. */
export interface PagedAnswer<Row> {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  refetch(): unknown;
  fetchNextPage(): unknown;
}

interface EntityListProps<Row> {
  readonly label: string;
  readonly answer: PagedAnswer<Row>;
  readonly columns: readonly DataColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly icon: ReactNode;
  readonly none: string;
  readonly noneWhy?: string;
}

/** Rows of a list that grows by pages; says when it is empty, not allowed, or failed. */
export function EntityList<Row>(props: EntityListProps<Row>) {
  const { label, answer, columns, keyOf, icon, none, noneWhy } = props;
  const { t } = useTranslation();
  const rows = answer.data?.pages.flatMap(({ items }) => items);
  if (answer.error) return <RefusalPanel error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!rows) {
    return (
      <LoadingRegion>
        <Skeleton height={56} sx={{ mx: 2 }} />
        <Skeleton height={56} sx={{ mx: 2 }} />
      </LoadingRegion>
    );
  }
  if (rows.length === 0) {
    return (
      <Panel role="status" icon={icon} title={none}>
        {noneWhy}
      </Panel>
    );
  }
  return (
    <>
      <DataTable label={label} rows={rows} keyOf={keyOf} columns={columns} />
      {answer.hasNextPage && (
        <Box sx={{ display: 'flex', justifyContent: 'center', p: 1, borderTop: 1, borderColor: 'hairline' }}>
          <BusyButton busy={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
            {t('entities.more')}
          </BusyButton>
        </Box>
      )}
    </>
  );
}

interface SearchedListProps<Row> extends EntityListProps<Row> {
  readonly searchLabel: string;
  /** Beside the search field. */
  readonly filters?: ReactNode;
}

/** The list of a page: a search field, whose text lives in the URL, above the rows. */
export function SearchedList<Row>({ searchLabel, filters, ...list }: SearchedListProps<Row>) {
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 1.5,
          p: 1.5,
          borderBottom: 1,
          borderColor: 'hairline',
        }}
      >
        <SearchField label={searchLabel} />
        {filters}
      </Box>
      <EntityList {...list} />
    </Paper>
  );
}

function SearchField({ label }: { readonly label: string }) {
  const [q, setQ] = useSearchText();
  return (
    <TextField
      type="search"
      value={q}
      onChange={(event) => setQ(event.target.value.slice(0, 64))}
      placeholder={label}
      autoComplete="off"
      sx={{ flex: '1 1 240px', width: 'auto', maxWidth: 420 }}
      slotProps={{
        htmlInput: { 'aria-label': label },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchOutlined fontSize="small" />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

/** The text searched for, which is `q` of the URL. */
export function useSearchText(): [string, (text: string) => void] {
  const [params, setParams] = useSearchParams();
  function set(text: string): void {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (text === '') next.delete('q');
        else next.set('q', text);
        return next;
      },
      { replace: true },
    );
  }
  return [params.get('q') ?? '', set];
}

/** `q` as a search wants it: absent where it is empty. */
export function searchedFor(text: string): { q?: string } {
  return text.trim() === '' ? {} : { q: text.trim() };
}
