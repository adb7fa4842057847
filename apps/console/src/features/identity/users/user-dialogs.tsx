import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { FieldsDialog } from '../../../shared/entities/fields-dialog.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { User } from '../identity-queries.ts';

/** Names the user of a dialog in the URL, by ID. */
export const USER_PARAM = 'user';

const rules = contractRules['iam.updateUser'].input.shape.user.shape;

interface UserDialogsProps {
  readonly users: readonly User[];
  /** After a deletion, where the page has nothing to show any more. */
  readonly onDeleted?: () => void;
}

interface UserDialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

/** The dialog of one user that the URL names. */
export function UserDialogs({ users, onDeleted }: UserDialogsProps) {
  const { dialog, close } = useDialogParam([USER_PARAM]);
  const [params] = useSearchParams();
  const may = useMay();
  const user = users.find(({ id }) => id === params.get(USER_PARAM));
  if (!user) return null;
  if (dialog === 'deleteUser' && may('iam.deleteUser')) {
    return <DeleteUser user={user} onClose={close} onDeleted={onDeleted} />;
  }
  if (!may('iam.updateUser')) return null;
  if (dialog === 'editUser') return <EditUser user={user} onClose={close} />;
  if (dialog === 'resetPassword' && user.issuer === null) {
    return <ResetPassword user={user} onClose={close} />;
  }
  if (dialog === 'disableUser' && user.enabled) return <DisableUser user={user} onClose={close} />;
  return null;
}

function EditUser({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <FieldsDialog
      title={t('identity.users.edit')}
      fields={[
        {
          name: 'name',
          label: t('identity.users.name'),
          rule: rules.name,
          wireName: 'user.name',
          required: true,
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
      initial={{ name: user.name, email: user.email ?? '', description: user.description }}
      act={(changed, signal) => client.call('iam.updateUser', { userId: user.id, user: changed }, { signal })}
      told={({ name }) => t('identity.users.changed', { name })}
      onClose={onClose}
    />
  );
}

function ResetPassword({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { id, name } = user;
  return (
    <FieldsDialog
      title={t('identity.users.resetPasswordOf', { name })}
      fields={[
        {
          name: 'password',
          label: t('identity.users.newPassword'),
          help: t('identity.users.resetEffect'),
          rule: rules.password,
          wireName: 'user.password',
          secret: true,
          required: true,
        },
      ]}
      initial={{ password: '' }}
      act={({ password }, signal) =>
        client.call('iam.updateUser', { userId: id, user: { password } }, { signal })
      }
      told={() => t('identity.users.passwordReset', { name })}
      onClose={onClose}
    />
  );
}

function DisableUser({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { id, name } = user;
  return (
    <ConfirmDialog
      title={t('identity.users.disableNamed', { name })}
      effect={t('identity.users.disableEffect')}
      act={() => client.call('iam.updateUser', { userId: id, user: { enabled: false } })}
      told={t('identity.users.disabledDone', { name })}
      onClose={onClose}
    />
  );
}

function DeleteUser({
  user,
  onClose,
  onDeleted,
}: UserDialogProps & { readonly onDeleted: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { id, name } = user;
  return (
    <ConfirmDialog
      title={t('identity.users.deleteNamed', { name })}
      effect={t('identity.users.deleteEffect')}
      typed={name}
      act={() => client.call('iam.deleteUser', { userId: id })}
      told={t('identity.users.deleted', { name })}
      onClose={onClose}
      {...(onDeleted ? { onDone: onDeleted } : {})}
    />
  );
}
