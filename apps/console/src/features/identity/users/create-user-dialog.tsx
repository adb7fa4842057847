import Alert from '@mui/material/Alert';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FieldsDialog } from '../../../shared/entities/fields-dialog.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

const rules = contractRules['iam.createUser'].input.shape.user.shape;

/** Create User: without a permission until a policy gives some [G 2.4.1]. */
export function CreateUserDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <FieldsDialog
      title={t('identity.users.create')}
      fields={[
        {
          name: 'name',
          label: t('identity.users.name'),
          rule: rules.name,
          wireName: 'user.name',
          required: true,
        },
        {
          name: 'password',
          label: t('identity.users.password'),
          help: t('identity.users.passwordHelp'),
          rule: rules.password,
          wireName: 'user.password',
          secret: true,
        },
        { name: 'email', label: t('identity.users.email'), rule: rules.email, wireName: 'user.email' },
        {
          name: 'description',
          label: t('entities.description'),
          rule: rules.description,
          wireName: 'user.description',
          multiline: true,
        },
      ]}
      initial={{ name: '', password: '', email: '', description: '' }}
      act={({ name, password, email, description }, signal) =>
        client.call(
          'iam.createUser',
          { user: { name, email, description, ...(password === '' ? {} : { password }) } },
          { signal },
        )
      }
      told={({ name }) => t('identity.users.created', { name })}
      onClose={onClose}
    >
      <Alert severity="info" variant="outlined">
        {t('identity.users.noRightsYet')}
      </Alert>
    </FieldsDialog>
  );
}
