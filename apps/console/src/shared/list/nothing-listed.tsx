import FilterAltOffOutlined from '@mui/icons-material/FilterAltOffOutlined';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { Panel } from '../components/panel.tsx';
import { useTranslation } from '../i18n/use-translation.ts';
import type { ListControl } from './use-list-state.ts';

interface NothingListedProps {
  readonly list: Pick<ListControl, 'state' | 'setFilters' | 'goFirst'>;
  readonly nothingFound: string;
  /** Shown where there is nothing at all yet. */
  readonly none: ReactNode;
}

/** A list without rows: nothing matches, the page is gone, or there is nothing yet. */
export function NothingListed({ list, nothingFound, none }: NothingListedProps) {
  const { t } = useTranslation();
  if (list.state.filters.length > 0) {
    return (
      <Panel
        role="status"
        icon={<FilterAltOffOutlined />}
        title={nothingFound}
        actions={
          <Button variant="outlined" onClick={() => list.setFilters(() => [])}>
            {t('list.search.clear')}
          </Button>
        }
      >
        {t('list.nothingFoundWhy')}
      </Panel>
    );
  }
  if (list.state.cursor !== null) {
    return (
      <Panel
        role="status"
        icon={<FilterAltOffOutlined />}
        title={t('list.pageGone')}
        actions={
          <Button variant="outlined" onClick={list.goFirst}>
            {t('list.paging.first')}
          </Button>
        }
      />
    );
  }
  return none;
}
