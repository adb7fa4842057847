import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { BusyButton } from '../../shared/components/busy-button.tsx';
import { RefusalAlert } from '../../shared/components/refusal-alert.tsx';
import { useAct } from '../../shared/components/use-act.ts';
import { useSettled } from '../../shared/forms/use-settled.ts';
import { englishSearch } from '../../shared/i18n/english/search.ts';
import { addEnglish } from '../../shared/i18n/later-english.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { SearchList } from './search-list.tsx';
import { optionIdOf, optionsOf, pathOf, type SearchOption, sameThing } from './search-options.ts';
import { searchQueries } from './search-queries.ts';

addEnglish(englishSearch);

/** Each look leaves a trace, so it waits until nothing was typed for this long. */
const SETTLED_MS = 200;
const NO_OPTIONS: readonly SearchOption[] = [];

/** OPS-07: one box that finds everything one may see, from anywhere and by keyboard alone. */
export function SearchPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const navigate = useNavigate();
  const listId = useId();
  const queries = searchQueries(api);
  const [text, setText] = useState('');
  const [marked, setMarked] = useState<SearchOption | null>(null);
  const typed = text.trim();
  const asked = useSettled(typed, SETTLED_MS);
  const search = useQuery(queries.of(asked));
  const options = search.data ? optionsOf(search.data, asked !== '', t) : NO_OPTIONS;
  const answered = asked === typed && search.data !== undefined && !search.isPlaceholderData;
  // What is marked may be gone from the list, or stand elsewhere in it.
  const at = Math.max(
    0,
    options.findIndex(({ thing }) => marked !== null && sameThing(thing, marked.thing)),
  );
  const current = options[at];

  function open({ thing }: SearchOption): void {
    // The way there does not depend on whether it is remembered.
    void api.client.call('console.rememberVisit', { kind: thing.kind, id: thing.id }).catch(() => {});
    onClose();
    void navigate(pathOf(thing));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setMarked(options.at((at + step) % Math.max(1, options.length)) ?? null);
    } else if (event.key === 'Enter' && current && answered) {
      event.preventDefault();
      open(current);
    }
  }

  return (
    <Dialog open onClose={onClose} slotProps={{ paper: { sx: { alignSelf: 'flex-start' } } }}>
      <DialogTitle>{t('shell.search')}</DialogTitle>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, px: 2, pb: 2, minHeight: 0 }}>
        <TextField
          autoFocus
          value={text}
          placeholder={t('search.placeholder')}
          onChange={(event) => {
            setText(event.target.value);
            setMarked(null);
          }}
          onKeyDown={onKeyDown}
          slotProps={{
            htmlInput: {
              role: 'combobox',
              'aria-label': t('search.label'),
              'aria-autocomplete': 'list',
              'aria-expanded': options.length > 0,
              'aria-controls': listId,
              'aria-activedescendant': current && optionIdOf(listId, current),
              maxLength: 128,
              autoComplete: 'off',
              spellCheck: false,
            },
            input: {
              startAdornment: (
                <InputAdornment position="start">
                  <SearchOutlined fontSize="small" />
                </InputAdornment>
              ),
            },
          }}
        />
        {search.error && <RefusalAlert error={search.error} />}
        <SearchList id={listId} options={options} current={current} onMark={setMarked} onOpen={open} />
        {options.length === 0 && !search.error && (
          <Typography role="status" color="textSecondary" sx={{ py: 2, textAlign: 'center' }}>
            {answered ? t(typed === '' ? 'search.start' : 'search.nothing') : t('loading')}
          </Typography>
        )}
        <Footer current={current} />
      </Box>
    </Dialog>
  );
}

function Footer({ current }: { readonly current: SearchOption | undefined }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const pinning = useAct({
    act: ({ thing: { kind, id }, pinned }: SearchOption) =>
      api.client.call(pinned ? 'console.unpin' : 'console.pin', { kind, id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: searchQueries(api).all }),
    onDone: () => undefined,
  });
  return (
    <>
      {pinning.error && <RefusalAlert error={pinning.error} />}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 32 }}>
        <Typography variant="caption" color="textSecondary" sx={{ flex: 1 }}>
          {t('search.help')}
        </Typography>
        {current && (
          <BusyButton size="small" busy={pinning.busy} onClick={() => void pinning.run(current)}>
            {t(current.pinned ? 'search.unpin' : 'search.pin', { name: current.thing.name })}
          </BusyButton>
        )}
      </Box>
    </>
  );
}
