import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

export interface PolicyProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

interface PolicyProblemsProps {
  readonly problems: readonly PolicyProblem[];
  readonly onGoTo: (line: number) => void;
}

/** Everything that is wrong with a policy, each leading to its line. */
export function PolicyProblems({ problems, onGoTo }: PolicyProblemsProps) {
  const { t } = useTranslation();
  return (
    <Box role="status" aria-label={t('identity.policies.problems')}>
      {problems.length > 0 && (
        <Alert severity="error" variant="outlined">
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
            {problems.map((problem) => (
              <li key={`${problem.path} ${problem.message}`}>
                <Link component="button" type="button" onClick={() => onGoTo(problem.line)}>
                  {t('identity.policies.line', { line: problem.line })}
                </Link>{' '}
                <Box component="span" sx={{ typography: 'mono', fontSize: '0.8125rem' }}>
                  {problem.path}
                </Box>{' '}
                {problem.message}
              </li>
            ))}
          </Box>
        </Alert>
      )}
    </Box>
  );
}
