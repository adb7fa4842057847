import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { useTranslation } from '../i18n/use-translation.ts';

/** Refusals of irreversible acts that ask for something more (IAM-11). */
const CONFIRMATION_REQUIRED = 'DEW.0431';
const APPROVAL_REQUIRED = 'DEW.0432';
/** Below the sentence that it belongs to, however short the last line of it is. */
const OWN_LINE = { display: 'flex', width: 'fit-content', mt: 1 } as const;
export const APPROVALS_PATH = '/identity/approvals';

/** The way on where an act asks for a fresh sign-in or for a second person; nothing for any other refusal. */
export function SafeguardStep({ code }: { readonly code: string | null }) {
  const { t } = useTranslation();
  if (code === CONFIRMATION_REQUIRED) {
    // The dialog is part of the address, so that it is there again after the sign-in.
    const returnTo = window.location.pathname + window.location.search;
    return (
      <Button
        variant="outlined"
        size="small"
        href={`/auth/login?${new URLSearchParams({ confirm: '1', returnTo })}`}
        sx={OWN_LINE}
      >
        {t('refusal.confirm')}
      </Button>
    );
  }
  if (code !== APPROVAL_REQUIRED) return null;
  return (
    <Button variant="outlined" size="small" component={Link} to={APPROVALS_PATH} sx={OWN_LINE}>
      {t('refusal.approvals')}
    </Button>
  );
}
