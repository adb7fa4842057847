import FirstPage from '@mui/icons-material/FirstPage';
import NavigateBefore from '@mui/icons-material/NavigateBefore';
import NavigateNext from '@mui/icons-material/NavigateNext';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { tagOf } from '../i18n/i18n.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { pageSizes } from './list-url.ts';
import type { ListControl } from './use-list-state.ts';

interface ListFooterProps {
  readonly list: Pick<ListControl, 'state' | 'goFirst' | 'goNext' | 'goPrevious' | 'setSize'>;
  readonly answer: {
    readonly nextCursor: string | null;
    readonly count: { readonly value: number; readonly capped: boolean };
  };
  readonly words: {
    /** `total` is the count as it is written. */
    total(count: number, total: string): string;
    readonly size: string;
  };
}

/** Where one is in the list, how much it holds, and the way to the pages beside. */
export function ListFooter({ list, answer, words }: ListFooterProps) {
  const { t, language } = useTranslation();
  const { state, goFirst, goNext, goPrevious, setSize } = list;
  const { nextCursor, count } = answer;
  const total = new Intl.NumberFormat(tagOf(language)).format(count.value);
  return (
    <Box
      component="nav"
      aria-label={t('list.paging.label')}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        justifyContent: 'flex-end',
        columnGap: 2,
        rowGap: 0.5,
        px: 2,
        py: 0.75,
        color: 'text.secondary',
      }}
    >
      <Typography variant="body2" sx={{ flex: '1 1 auto' }} aria-live="polite">
        {words.total(count.value, count.capped ? `${total}+` : total)}
      </Typography>
      <TextField
        select
        variant="standard"
        value={state.size}
        onChange={(event) => {
          const size = pageSizes.find((known) => known === Number(event.target.value));
          if (size) setSize(size);
        }}
        sx={{ width: 'auto', '& .MuiSelect-select': { pt: '5px', pb: '4px' } }}
        slotProps={{
          select: { SelectDisplayProps: { 'aria-label': words.size } },
          input: { disableUnderline: true, sx: { fontSize: '0.8125rem' } },
        }}
      >
        {pageSizes.map((size) => (
          <MenuItem key={size} value={size}>
            {t('list.paging.perPage', { size })}
          </MenuItem>
        ))}
      </TextField>
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        <PageButton label={t('list.paging.first')} onClick={state.cursor === null ? undefined : goFirst}>
          <FirstPage fontSize="small" />
        </PageButton>
        <PageButton label={t('list.paging.previous')} onClick={goPrevious}>
          <NavigateBefore fontSize="small" />
        </PageButton>
        <Typography variant="body2" sx={{ px: 0.5 }}>
          {t('list.paging.page', { page: state.page })}
        </Typography>
        <PageButton
          label={t('list.paging.next')}
          onClick={nextCursor === null ? undefined : () => goNext(nextCursor)}
        >
          <NavigateNext fontSize="small" />
        </PageButton>
      </Box>
    </Box>
  );
}

interface PageButtonProps {
  readonly label: string;
  /** Absent where there is no such page. */
  readonly onClick: (() => void) | undefined;
  readonly children: ReactNode;
}

function PageButton({ label, onClick, children }: PageButtonProps) {
  return (
    <Tooltip title={label}>
      <span>
        <IconButton aria-label={label} disabled={!onClick} onClick={onClick}>
          {children}
        </IconButton>
      </span>
    </Tooltip>
  );
}
