import './credential-texts.ts';
import Box from '@mui/material/Box';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { AccessKeysCard } from './access-keys/access-keys-card.tsx';
import { IdentityCard } from './identity-card.tsx';
import { ProjectsCard } from './projects-card.tsx';
import { SessionsCard } from './sessions-card.tsx';

/** My Credentials: IDs, projects, access keys, sessions. */
export function CredentialsPage() {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  return (
    <>
      <PageHeader title={t('navigation.credentials')} explanation={t('credentials.explanation')} />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 960 }}>
        <IdentityCard session={session} />
        <ProjectsCard session={session} />
        <AccessKeysCard />
        <SessionsCard />
      </Box>
    </>
  );
}
