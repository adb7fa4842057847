import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { tagOf } from '../i18n/i18n.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { absoluteTime, relativeTime, shortTime } from './format-time.ts';
import { useTimeZone } from './time-zone.tsx';

interface TimeTextProps {
  /** ms since 1970 UTC. */
  readonly at: number;
  /** Without seconds and zone. */
  readonly short?: boolean;
}

/** A time in the user's zone; how long ago on hover. */
export function TimeText({ at, short = false }: TimeTextProps) {
  const { language } = useTranslation();
  const { timeZone } = useTimeZone();
  const locale = tagOf(language);
  const absolute = absoluteTime(at, locale, timeZone);
  return (
    <Tooltip
      title={
        short ? `${relativeTime(at, Date.now(), locale)} · ${absolute}` : relativeTime(at, Date.now(), locale)
      }
    >
      <Box
        component="time"
        dateTime={new Date(at).toISOString()}
        sx={{ whiteSpace: short ? 'nowrap' : 'normal' }}
      >
        {short ? shortTime(at, timeZone) : absolute}
      </Box>
    </Tooltip>
  );
}
