import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import IconButton from '@mui/material/IconButton';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from '../i18n/use-translation.ts';
import type { ViewChoices } from './view-menu.tsx';

const load = () => import('./view-menu.tsx');
const ViewMenu = lazy(async () => ({ default: (await load()).ViewMenu }));

/** Load again; change how the list is shown. */
export function ListTools({ onRefresh, ...choices }: ViewChoices & { readonly onRefresh: () => void }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  return (
    <>
      <IconButton
        title={t('list.tools.refresh')}
        aria-label={t('list.tools.refresh')}
        onClick={onRefresh}
        sx={{ p: 1 }}
      >
        <RefreshOutlined fontSize="small" />
      </IconButton>
      <IconButton
        title={t('list.tools.view')}
        aria-label={t('list.tools.view')}
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
        {anchor && <ViewMenu id={menuId} anchor={anchor} onClose={() => setAnchor(null)} {...choices} />}
      </Suspense>
    </>
  );
}
