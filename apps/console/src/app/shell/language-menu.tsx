import TranslateOutlined from '@mui/icons-material/TranslateOutlined';
import { useTranslation } from 'react-i18next';
import { changeLanguage, languages } from '../../shared/i18n/i18n.ts';
import { ChoiceMenu } from './choice-menu.tsx';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <ChoiceMenu
      label={t('language.label')}
      icon={<TranslateOutlined fontSize="small" />}
      value={i18n.language}
      choices={languages.map(({ code, name, tag }) => ({ value: code, label: name, lang: tag }))}
      onChoose={(code) => void changeLanguage(code)}
    />
  );
}
