import type { OperationWireOutput } from '@dewpoint/contract';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { identityPath } from '../paths.ts';

export type Decision = OperationWireOutput<'iam.simulateAccess'>;

/** Allowed or denied, the statement that says so, and what would allow it. */
export function DecisionResult({ decision }: { readonly decision: Decision }) {
  const { t } = useTranslation();
  const { allowed, explicitDeny, statement, reason, remedy } = decision;
  const verdict = allowed ? 'allowed' : explicitDeny ? 'explicitlyDenied' : 'denied';
  return (
    <Alert
      role="status"
      aria-label={t('identity.simulator.answer')}
      severity={allowed ? 'success' : 'error'}
      variant="outlined"
      sx={{ width: '100%' }}
    >
      <AlertTitle>{t(`identity.simulator.${verdict}`)}</AlertTitle>
      <div>{reason}</div>
      {statement && (
        <div>
          <Link component={RouterLink} to={identityPath('policies', statement.policyId)}>
            {statement.policyName}
          </Link>
          {' · '}
          {t('identity.policies.statement', { number: statement.statement })}
        </div>
      )}
      {remedy !== null && <div>{remedy}</div>}
    </Alert>
  );
}
