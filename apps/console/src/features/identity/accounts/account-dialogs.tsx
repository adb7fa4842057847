import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Account } from '../identity-queries.ts';
import { CreateAccountDialog } from './create-account-dialog.tsx';

/** Names the account of a dialog in the URL, by ID. */
export const ACCOUNT_PARAM = 'account';

interface AccountDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** The dialog that the URL names, if the user may do what it is for. */
export function AccountDialogs({ accounts }: { readonly accounts: readonly Account[] }) {
  const may = useMay();
  const [params] = useSearchParams();
  const { dialog, close } = useDialogParam([ACCOUNT_PARAM]);
  const account = accounts.find(({ id }) => id === params.get(ACCOUNT_PARAM));
  if (dialog === 'createAccount' && may('iam.createAccount')) return <CreateAccountDialog onClose={close} />;
  if (!account || account.own || !may('iam.updateAccount')) return null;
  if (dialog === 'disableAccount' && account.enabled) {
    return <DisableAccount account={account} onClose={close} />;
  }
  if (dialog === 'enableAccount' && !account.enabled) {
    return <EnableAccount account={account} onClose={close} />;
  }
  return null;
}

function DisableAccount({ account: { id, name, users }, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <ConfirmDialog
      title={t('identity.accounts.disableNamed', { name })}
      effect={t('identity.accounts.disableEffect', { count: users })}
      acknowledged={t('identity.accounts.understand')}
      act={() => client.call('iam.updateAccount', { domainId: id, domain: { enabled: false } })}
      told={t('identity.accounts.disabledDone', { name })}
      onClose={onClose}
    />
  );
}

function EnableAccount({ account: { id, name }, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <ConfirmDialog
      title={t('identity.accounts.enableNamed', { name })}
      effect={t('identity.accounts.enableEffect')}
      harmless
      act={() => client.call('iam.updateAccount', { domainId: id, domain: { enabled: true } })}
      told={t('identity.accounts.enabledDone', { name })}
      onClose={onClose}
    />
  );
}
