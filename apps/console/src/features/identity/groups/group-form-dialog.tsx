import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FieldsDialog } from '../../../shared/entities/fields-dialog.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { GroupDetails } from '../identity-queries.ts';

const rules = contractRules['iam.createGroup'].input.shape.group.shape;

interface GroupFormDialogProps {
  /** Absent: a new group. */
  readonly group?: GroupDetails;
  readonly onClose: () => void;
}

/** Create or Edit User Group. */
export function GroupFormDialog({ group, onClose }: GroupFormDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  return (
    <FieldsDialog
      title={group ? t('identity.groups.edit') : t('identity.groups.create')}
      fields={[
        {
          name: 'name',
          label: t('identity.groups.name'),
          rule: rules.name,
          wireName: 'group.name',
          required: true,
        },
        {
          name: 'description',
          label: t('entities.description'),
          rule: rules.description,
          wireName: 'group.description',
          multiline: true,
        },
      ]}
      initial={{ name: group?.name ?? '', description: group?.description ?? '' }}
      act={(given, signal) =>
        group
          ? client.call('iam.updateGroup', { groupId: group.id, group: given }, { signal })
          : client.call('iam.createGroup', { group: given }, { signal })
      }
      told={({ name }) =>
        group ? t('identity.groups.changed', { name }) : t('identity.groups.created', { name })
      }
      onClose={onClose}
    />
  );
}
