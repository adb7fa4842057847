import './tag-texts.ts';
import { MAX_TAGS } from '@dewpoint/contract';
import AddOutlined from '@mui/icons-material/AddOutlined';
import SellOutlined from '@mui/icons-material/SellOutlined';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Panel } from '../components/panel.tsx';
import { useDialogParam } from '../components/use-dialog-param.ts';
import { WhyNotButton } from '../components/why-not-button.tsx';
import { useTranslation } from '../i18n/use-translation.ts';
import { TagDialogs, type Tagged } from './tag-dialogs.tsx';
import { TagTable } from './tag-table.tsx';

interface TagsTabProps {
  readonly item: Tagged;
  /** Why the tags cannot be changed; null when they can. */
  readonly whyNot: string | null;
}

/** Tags of a key or secret (TAG-01) [G 2.1.7, G 2.2.4]. */
export function TagsTab({ item, whyNot }: TagsTabProps) {
  const { t } = useTranslation();
  const { open } = useDialogParam(['tag']);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const full = item.tags.length >= MAX_TAGS ? t('tags.full', { max: MAX_TAGS }) : null;
  const present = item.tags.filter(({ key }) => chosen.has(key)).map(({ key }) => key);

  const addButton = (
    <WhyNotButton
      variant="contained"
      startIcon={<AddOutlined />}
      whyNot={whyNot ?? full}
      onClick={() => open('addTags')}
    >
      {t('tags.add')}
    </WhyNotButton>
  );
  return (
    <Box sx={{ maxWidth: 880 }}>
      {item.tags.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1.5 }}>
          <Typography color="textSecondary" sx={{ flex: '1 1 240px' }}>
            {whyNot ?? t('tags.why')} {t('tags.count', { count: item.tags.length, max: MAX_TAGS })}
          </Typography>
          {present.length > 0 && (
            <WhyNotButton
              variant="outlined"
              color="error"
              whyNot={whyNot}
              onClick={() => open('deleteTags', { tag: present })}
            >
              {t('tags.deleteSelected', { count: present.length })}
            </WhyNotButton>
          )}
          {addButton}
        </Box>
      )}
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        {item.tags.length === 0 ? (
          <Panel role="status" icon={<SellOutlined />} title={t('tags.none.title')} actions={addButton}>
            {whyNot ?? t('tags.why')}
          </Panel>
        ) : (
          <TagTable tags={item.tags} whyNot={whyNot} chosen={chosen} onChoose={setChosen} />
        )}
      </Paper>
      {whyNot === null && <TagDialogs item={item} />}
    </Box>
  );
}
