import AddOutlined from '@mui/icons-material/AddOutlined';
import PolicyOutlined from '@mui/icons-material/PolicyOutlined';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { SearchedList, searchedFor, useSearchText } from '../../../shared/entities/entity-list.tsx';
import { NameCell } from '../../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { IdentityFrame } from '../identity-frame.tsx';
import { identityQueries } from '../identity-queries.ts';
import { identityPath, policyEditorPath } from '../paths.ts';

const types = ['all', 'system', 'custom'] as const;

/** System and custom policies (IAM-03, IAM-04). */
export function PolicyListPage() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const [q] = useSearchText();
  const [params, setParams] = useSearchParams();
  const type = types.find((name) => name === params.get('type')) ?? 'all';
  const search = { ...searchedFor(q), ...(type === 'all' ? {} : { type }) };
  const policies = useInfiniteQuery(identityQueries(client).policies(search));
  function chooseType(chosen: string): void {
    const next = new URLSearchParams(params);
    if (chosen === 'all') next.delete('type');
    else next.set('type', chosen);
    setParams(next, { replace: true });
  }
  return (
    <IdentityFrame
      tab="policies"
      actions={
        may('iam.createPolicy') && (
          <Button variant="contained" startIcon={<AddOutlined />} component={Link} to={policyEditorPath()}>
            {t('identity.policies.create')}
          </Button>
        )
      }
    >
      <SearchedList
        searchLabel={t('identity.policies.search')}
        filters={
          <TextField
            select
            label={t('identity.policies.type')}
            value={type}
            onChange={(event) => chooseType(event.target.value)}
            sx={{ flex: '0 1 180px', width: 'auto' }}
          >
            {types.map((name) => (
              <MenuItem key={name} value={name}>
                {t(`identity.policies.types.${name}`)}
              </MenuItem>
            ))}
          </TextField>
        }
        label={t('identity.tab.policies')}
        answer={policies}
        keyOf={({ id }) => id}
        icon={<PolicyOutlined />}
        none={t('entities.noneFound')}
        columns={[
          {
            name: 'name',
            head: t('identity.policies.name'),
            bare: true,
            cell: ({ id, name, description }) => (
              <NameCell name={name} to={identityPath('policies', id)} description={description} />
            ),
          },
          {
            name: 'type',
            head: t('identity.policies.type'),
            cell: ({ type: kind }) => t(`identity.policies.types.${kind}`),
          },
          {
            name: 'attached',
            head: t('identity.policies.attachedTo'),
            cell: ({ attachmentCount }) => attachmentCount,
          },
          {
            name: 'updated',
            head: t('identity.policies.updated'),
            cell: ({ type: kind, updatedAt }) =>
              kind === 'system' ? t('identity.policies.builtIn') : <TimeText at={updatedAt} short />,
          },
        ]}
      />
    </IdentityFrame>
  );
}
