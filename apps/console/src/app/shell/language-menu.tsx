import TranslateOutlined from '@mui/icons-material/TranslateOutlined';
import { changeLanguage, languages } from '../../shared/i18n/i18n.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { ChoiceMenu } from './choice-menu.tsx';

export function LanguageMenu() {
  const { t, language } = useTranslation();
  return (
    <ChoiceMenu
      label={t('language.label')}
      icon={<TranslateOutlined fontSize="small" />}
      value={language}
      choices={languages.map(({ code, name, tag }) => ({ value: code, label: name, lang: tag }))}
      onChoose={(code) => void changeLanguage(code)}
    />
  );
}
