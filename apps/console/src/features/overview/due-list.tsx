import AutoDeleteOutlined from '@mui/icons-material/AutoDeleteOutlined';
import AutorenewOutlined from '@mui/icons-material/AutorenewOutlined';
import EventAvailableOutlined from '@mui/icons-material/EventAvailableOutlined';
import HourglassBottomOutlined from '@mui/icons-material/HourglassBottomOutlined';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';
import { Panel } from '../../shared/components/panel.tsx';
import { Section } from '../../shared/components/section.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { TimeText } from '../../shared/time/time-text.tsx';
import type { KeyOverview, SecretOverview } from './overview-queries.ts';

const looks = {
  deletion: { Icon: AutoDeleteOutlined, color: 'error.main' },
  rotation: { Icon: AutorenewOutlined, color: 'primary.main' },
  expiry: { Icon: HourglassBottomOutlined, color: 'warning.main' },
} as const;

interface DueThing {
  readonly kind: keyof typeof looks;
  readonly of: 'key' | 'secret';
  readonly name: string;
  readonly path: string;
  readonly at: number;
}

interface DueListProps {
  readonly keys: KeyOverview['due'];
  readonly secrets: SecretOverview['due'];
}

/** What becomes due, on a line of time: the earliest first. */
export function DueList({ keys, secrets }: DueListProps) {
  const due: readonly DueThing[] = [
    ...keys.map(({ kind, keyId, keyAlias, at }) => ({
      ...{ kind, at, of: 'key' as const },
      name: keyAlias,
      path: `/keys/${keyId}`,
    })),
    ...secrets.map(({ kind, secretName, at }) => ({
      ...{ kind, at, of: 'secret' as const },
      name: secretName,
      path: `/secrets/${encodeURIComponent(secretName)}`,
    })),
  ].toSorted((a, b) => a.at - b.at);
  const { t } = useTranslation();
  return (
    <Section title={t('overview.due')}>
      {due.length === 0 ? (
        <Panel role="status" icon={<EventAvailableOutlined />} title={t('overview.dueNone.title')}>
          {t('overview.dueNone.why')}
        </Panel>
      ) : (
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 2, maxHeight: 360, overflow: 'auto' }}>
          {due.map(({ kind, of, name, path, at }) => {
            const { Icon, color } = looks[kind];
            return (
              <Box
                component="li"
                key={`${kind} ${path} ${at}`}
                sx={{ display: 'flex', gap: 1.5, pl: 1.5, py: 0.75, borderLeft: 2, borderColor: 'hairline' }}
              >
                <Icon sx={{ fontSize: 18, color, mt: '1px' }} />
                <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                  <Link component={RouterLink} to={path} underline="hover">
                    {name}
                  </Link>
                  <Typography variant="body2" color="textSecondary" component="div">
                    {t(`overview.dueKind.${of}.${kind}`)} · <TimeText at={at} short />
                  </Typography>
                </Box>
              </Box>
            );
          })}
        </Box>
      )}
    </Section>
  );
}
