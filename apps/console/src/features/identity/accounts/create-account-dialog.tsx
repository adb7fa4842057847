import Alert from '@mui/material/Alert';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FieldsDialog } from '../../../shared/entities/fields-dialog.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

const rules = contractRules['iam.createAccount'].input.shape.domain.shape;
const adminRules = rules.admin.shape;

/** Create Account: with its first project and its administrator, who alone gets in. */
export function CreateAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <FieldsDialog
      title={t('identity.accounts.create')}
      fields={[
        {
          name: 'name',
          label: t('identity.accounts.name'),
          rule: rules.name,
          wireName: 'domain.name',
          required: true,
        },
        {
          name: 'admin',
          label: t('identity.accounts.admin'),
          rule: adminRules.name,
          wireName: 'domain.admin.name',
          required: true,
        },
        {
          name: 'password',
          label: t('identity.accounts.password'),
          rule: adminRules.password,
          wireName: 'domain.admin.password',
          secret: true,
          required: true,
        },
      ]}
      initial={{ name: '', admin: '', password: '' }}
      act={({ name, admin, password }, signal) =>
        client.call('iam.createAccount', { domain: { name, admin: { name: admin, password } } }, { signal })
      }
      told={({ name }) => t('identity.accounts.created', { name })}
      onClose={onClose}
    >
      <Alert severity="info" variant="outlined">
        {t('identity.accounts.notice')}
      </Alert>
    </FieldsDialog>
  );
}
