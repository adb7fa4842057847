import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import { eventAddress } from '../../shared/addresses.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

/** The events that send to a topic. */
export function EventLinks({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  if (names.length === 0) return t('topics.noEvents');
  return (
    <Box
      component="ul"
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}
    >
      {names.map((name) => (
        <li key={name}>
          <Link component={RouterLink} to={eventAddress(name)}>
            {name}
          </Link>
        </li>
      ))}
    </Box>
  );
}
