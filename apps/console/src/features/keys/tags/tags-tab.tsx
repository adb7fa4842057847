import '../key-texts.ts';
import { MAX_TAGS } from '@dewpoint/contract';
import AddOutlined from '@mui/icons-material/AddOutlined';
import SellOutlined from '@mui/icons-material/SellOutlined';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Panel } from '../../../shared/components/panel.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { TagDialogs } from './tag-dialogs.tsx';
import { TagTable } from './tag-table.tsx';

/** Tags of a key (TAG-01) [G 2.1.7]. */
export function TagsTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const { open } = useDialogParam(['tag']);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const whyNot = useWhyNot(item);
  const full = item.tags.length >= MAX_TAGS ? t('keyTabs.tags.full', { max: MAX_TAGS }) : null;
  const present = item.tags.filter(({ key }) => chosen.has(key)).map(({ key }) => key);

  const addButton = (
    <WhyNotButton
      variant="contained"
      startIcon={<AddOutlined />}
      whyNot={whyNot ?? full}
      onClick={() => open('addTags')}
    >
      {t('keyTabs.tags.add')}
    </WhyNotButton>
  );
  return (
    <Box sx={{ maxWidth: 880 }}>
      {item.tags.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1.5 }}>
          <Typography color="textSecondary" sx={{ flex: '1 1 240px' }}>
            {whyNot ?? t('keyTabs.tags.why')}{' '}
            {t('keyTabs.tags.count', { count: item.tags.length, max: MAX_TAGS })}
          </Typography>
          {present.length > 0 && (
            <WhyNotButton
              variant="outlined"
              color="error"
              whyNot={whyNot}
              onClick={() => open('deleteTags', { tag: present })}
            >
              {t('keyTabs.tags.deleteSelected', { count: present.length })}
            </WhyNotButton>
          )}
          {addButton}
        </Box>
      )}
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        {item.tags.length === 0 ? (
          <Panel
            role="status"
            icon={<SellOutlined />}
            title={t('keyTabs.tags.none.title')}
            actions={addButton}
          >
            {whyNot ?? t('keyTabs.tags.why')}
          </Panel>
        ) : (
          <TagTable tags={item.tags} whyNot={whyNot} chosen={chosen} onChoose={setChosen} />
        )}
      </Paper>
      {whyNot === null && <TagDialogs item={item} />}
    </Box>
  );
}

/** Why the tags cannot be changed; null when they can. */
function useWhyNot(item: KeyDetails): string | null {
  const { t } = useTranslation();
  if (item.defaultService !== null) return t('keyTabs.tags.impossible.defaultKey');
  if (item.state === 'pendingDeletion') return t('keyTabs.tags.impossible.pendingDeletion');
  const operation = 'kms.batchCreateKmsTags';
  return item.permitted.includes(operation) ? null : t('keys.notPermitted', { operation });
}
