import ExploreOffOutlined from '@mui/icons-material/ExploreOffOutlined';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { Panel } from '../shared/components/panel.tsx';
import { englishNotFound } from '../shared/i18n/english/not-found.ts';
import { addEnglish } from '../shared/i18n/later-english.ts';
import { useTranslation } from '../shared/i18n/use-translation.ts';

addEnglish(englishNotFound);

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Panel
      icon={<ExploreOffOutlined />}
      title={t('notFound.title')}
      titleIs="h1"
      actions={
        <Button variant="contained" component={Link} to="/">
          {t('notFound.home')}
        </Button>
      }
    >
      {t('notFound.why')}
    </Panel>
  );
}
