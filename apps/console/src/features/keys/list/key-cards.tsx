import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Typography from '@mui/material/Typography';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { isDefaultKey } from '../actions/key-action.ts';
import type { Key } from '../api/key-queries.ts';
import { KeyLink } from '../key-link.tsx';
import { KeyStateChip } from '../key-state-chip.tsx';
import type { KeyGridProps } from './key-grid.tsx';
import { KeyRowActions } from './key-row-actions.tsx';

type KeyCardsProps = Pick<KeyGridProps, 'items' | 'permitted' | 'selection' | 'onAction'>;

/** The keys as cards, for a phone. */
export function KeyCards({ items, permitted, selection, onAction }: KeyCardsProps) {
  const { t } = useTranslation();
  return (
    <Box component="ul" aria-label={t('keys.title')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {items.map((item) => (
        <Box component="li" key={item.keyId} sx={{ borderBottom: 1, borderColor: 'hairline', p: 1.5 }}>
          <KeyCard item={item} permitted={permitted} selection={selection} onAction={onAction} />
        </Box>
      ))}
    </Box>
  );
}

type KeyCardProps = Omit<KeyCardsProps, 'items'> & { readonly item: Key };

function KeyCard({ item, permitted, selection, onAction }: KeyCardProps) {
  const { t } = useTranslation();
  const ids = selection.selected.map((key) => key.keyId);
  const chosen = ids.includes(item.keyId);
  function toggle(): void {
    selection.select(new Set(chosen ? ids.filter((id) => id !== item.keyId) : [...ids, item.keyId]));
  }
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        {!isDefaultKey(item) && (
          <Checkbox
            checked={chosen}
            onChange={toggle}
            sx={{ p: 0.5, ml: -0.5 }}
            slotProps={{ input: { 'aria-label': t('keys.card.select', { alias: item.keyAlias }) } }}
          />
        )}
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <KeyLink item={item} />
        </Box>
        <KeyStateChip state={item.state} />
      </Box>
      <Box sx={{ mt: 0.5, minWidth: 0, display: 'flex' }}>
        <CopyableId value={item.keyId} cut />
      </Box>
      <Typography variant="body2" color="textSecondary">
        {item.keySpec} · {item.keyUsage}
      </Typography>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 1 }}>
        <Typography variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
          <TimeText at={item.createdAt} short />
        </Typography>
        <Box sx={{ flex: '0 0 auto', '& .MuiButton-root': { mr: 0.5 } }}>
          <KeyRowActions item={item} permitted={permitted} onAction={onAction} />
        </Box>
      </Box>
    </>
  );
}
