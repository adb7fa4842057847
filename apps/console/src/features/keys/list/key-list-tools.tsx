import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import IconButton from '@mui/material/IconButton';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyListViewProps } from './key-list-view.tsx';

const load = () => import('./view-menu.tsx');
const ViewMenu = lazy(async () => ({ default: (await load()).ViewMenu }));

/** Load again; change how the list is shown. */
export function KeyListTools({
  list,
  preferences,
  onRefresh,
}: Pick<KeyListViewProps, 'list' | 'preferences' | 'onRefresh'>) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  return (
    <>
      <IconButton
        title={t('keys.tools.refresh')}
        aria-label={t('keys.tools.refresh')}
        onClick={onRefresh}
        sx={{ p: 1 }}
      >
        <RefreshOutlined fontSize="small" />
      </IconButton>
      <IconButton
        title={t('keys.tools.view')}
        aria-label={t('keys.tools.view')}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        onPointerEnter={() => void load()}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ p: 1 }}
      >
        <TuneOutlined fontSize="small" />
      </IconButton>
      <Suspense>
        {anchor && (
          <ViewMenu
            id={menuId}
            anchor={anchor}
            list={list}
            preferences={preferences}
            onClose={() => setAnchor(null)}
          />
        )}
      </Suspense>
    </>
  );
}
