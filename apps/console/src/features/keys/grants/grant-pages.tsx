import Box from '@mui/material/Box';
import Pagination from '@mui/material/Pagination';
import { useEffect } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

interface GrantPagesProps {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** The way to the other pages; a page that has no grants any more leads to the last one that has. */
export function GrantPages({ page, pages, onPage }: GrantPagesProps) {
  const { t } = useTranslation();
  useEffect(() => {
    if (page > pages) onPage(pages);
  });
  if (pages <= 1) return null;
  return (
    <Box sx={{ display: 'flex', justifyContent: 'flex-end', p: 1, borderTop: 1, borderColor: 'hairline' }}>
      <Pagination
        size="small"
        page={page}
        count={pages}
        onChange={(_event, next) => onPage(next)}
        aria-label={t('keyTabs.grants.pages')}
        getItemAriaLabel={(type, number) =>
          type === 'previous' || type === 'next'
            ? t(`keyTabs.grants.${type}`)
            : t('keyTabs.grants.page', { page: number ?? page })
        }
      />
    </Box>
  );
}
