import ContrastOutlined from '@mui/icons-material/ContrastOutlined';
import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { appearances, useAppearance } from '../../shared/theme/appearance.tsx';
import { ChoiceMenu } from './choice-menu.tsx';

const icons = {
  system: <ContrastOutlined fontSize="small" />,
  light: <LightModeOutlined fontSize="small" />,
  dark: <DarkModeOutlined fontSize="small" />,
};

export function AppearanceMenu() {
  const { t } = useTranslation();
  const { appearance, setAppearance } = useAppearance();
  return (
    <ChoiceMenu
      label={t('appearance.label')}
      icon={icons[appearance]}
      value={appearance}
      choices={appearances.map((value) => ({ value, label: t(`appearance.${value}`) }))}
      onChoose={setAppearance}
    />
  );
}
