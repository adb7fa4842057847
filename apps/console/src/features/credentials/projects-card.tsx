import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { Session } from '../../shared/api/project-api.ts';
import { CopyableId } from '../../shared/components/copyable-id.tsx';
import { Section } from '../../shared/components/section.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

export function ProjectsCard({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  return (
    <Section title={t('credentials.projects')} explanation={t('credentials.projectsWhy')}>
      <TableContainer>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{t('credentials.projectName')}</TableCell>
              <TableCell>{t('credentials.projectId')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {session.projects.map((project) => (
              <TableRow key={project.id} sx={{ '&:last-child td': { border: 0 } }}>
                <TableCell>{project.name}</TableCell>
                <TableCell>
                  <CopyableId
                    value={project.id}
                    label={t('credentials.copyProjectId', { project: project.name })}
                  />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Section>
  );
}
