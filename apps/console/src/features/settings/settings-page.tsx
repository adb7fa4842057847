import './settings-texts.ts';
import '../../shared/enterprise-projects/enterprise-project-texts.ts';
import OpenInNewOutlined from '@mui/icons-material/OpenInNewOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { useMay } from '../../shared/api/use-may.ts';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { Section } from '../../shared/components/section.tsx';
import { changeLanguage, languages, tagOf } from '../../shared/i18n/i18n.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { appearances, useAppearance } from '../../shared/theme/appearance.tsx';
import { absoluteTime } from '../../shared/time/format-time.ts';
import { BROWSER_ZONE, knownTimeZones, useTimeZone } from '../../shared/time/time-zone.tsx';
import { ENTERPRISE_PROJECTS_PATH } from './paths.ts';

/** Settings of the console in this browser. */
export function SettingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <>
      <PageHeader title={t('navigation.settings')} explanation={t('settings.explanation')} />
      <Box sx={{ display: 'grid', gap: 2.5, maxWidth: 640 }}>
        <Section title={t('settings.display')}>
          <Box sx={{ display: 'grid', gap: 2.5, p: 2, pt: 2.5 }}>
            <LanguageField />
            <AppearanceField />
            <TimeZoneField />
          </Box>
        </Section>
        {may('eps.listEnterpriseProjects') && (
          <Section title={t('enterpriseProjects.title')} explanation={t('enterpriseProjects.explanation')}>
            <Box sx={{ p: 2 }}>
              <Link component={RouterLink} to={ENTERPRISE_PROJECTS_PATH}>
                {t('enterpriseProjects.manage')}
              </Link>
            </Box>
          </Section>
        )}
        <Section title={t('settings.api')} explanation={t('settings.apiWhy')}>
          <Box sx={{ p: 2 }}>
            <Link
              href="/openapi.json"
              target="_blank"
              rel="noopener"
              sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}
            >
              {t('settings.apiReference')}
              <OpenInNewOutlined sx={{ fontSize: 16 }} />
            </Link>
          </Box>
        </Section>
      </Box>
    </>
  );
}

function LanguageField() {
  const { t, language } = useTranslation();
  return (
    <TextField
      select
      label={t('language.label')}
      value={language}
      onChange={(event) => {
        const language = languages.find(({ code }) => code === event.target.value);
        if (language) void changeLanguage(language.code);
      }}
    >
      {languages.map(({ code, name, tag }) => (
        <MenuItem key={code} value={code} lang={tag}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}

function AppearanceField() {
  const { t } = useTranslation();
  const { appearance, setAppearance } = useAppearance();
  return (
    <TextField
      select
      label={t('appearance.label')}
      value={appearance}
      onChange={(event) => {
        const chosen = appearances.find((name) => name === event.target.value);
        if (chosen) setAppearance(chosen);
      }}
    >
      {appearances.map((name) => (
        <MenuItem key={name} value={name}>
          {t(`appearance.${name}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function TimeZoneField() {
  const { t, language } = useTranslation();
  const { chosen, timeZone, choose } = useTimeZone();
  return (
    <div>
      <Autocomplete
        disableClearable
        options={[BROWSER_ZONE, ...knownTimeZones()]}
        value={chosen}
        getOptionLabel={(zone) => (zone === BROWSER_ZONE ? t('settings.browserZone') : zone)}
        onChange={(_event, zone) => choose(zone)}
        slotProps={{ popupIndicator: { 'aria-label': t('settings.zones') } }}
        renderInput={(params) => <TextField {...params} label={t('settings.timeZone')} />}
      />
      <Typography variant="caption" color="textSecondary" sx={{ ml: 0.25 }}>
        {t('settings.now', {
          time: absoluteTime(Date.now(), tagOf(language), timeZone),
          zone: timeZone,
        })}
      </Typography>
    </div>
  );
}
