import SearchOutlined from '@mui/icons-material/SearchOutlined';
import IconButton from '@mui/material/IconButton';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

const load = () => import('../search/search-palette.tsx');
const SearchPalette = lazy(async () => ({ default: (await load()).SearchPalette }));

/** Opens the search over everything (OPS-07), also by Ctrl+K or ⌘K. */
export function SearchButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const shortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!shortcut || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <IconButton
        title={t('shell.search')}
        aria-label={t('shell.search')}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void load()}
        onClick={() => setOpen(true)}
        sx={{ p: 1, color: 'text.secondary' }}
      >
        <SearchOutlined fontSize="small" />
      </IconButton>
      <Suspense>{open && <SearchPalette onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
