import '../settings-texts.ts';
import '../../../shared/enterprise-projects/enterprise-project-texts.ts';
import { DEFAULT_ENTERPRISE_PROJECT } from '@dewpoint/contract/browser';
import AddOutlined from '@mui/icons-material/AddOutlined';
import FolderOutlined from '@mui/icons-material/FolderOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import {
  type EnterpriseProjectItem,
  enterpriseProjectQuery,
} from '../../../shared/enterprise-projects/use-enterprise-projects.ts';
import { EnabledText } from '../../../shared/entities/enabled-text.tsx';
import { type PagedAnswer, SearchedList, useSearchText } from '../../../shared/entities/entity-list.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { SETTINGS_PATH } from '../paths.ts';
import { EnterpriseProjectActs } from './enterprise-project-acts.tsx';
import { EnterpriseProjectDialogs } from './enterprise-project-dialogs.tsx';

/** Which enterprise projects there are: groups of keys and secrets that policies can tell apart (KEY-15, IAM-04). */
export function EnterpriseProjectListPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [q] = useSearchText();
  const answer = useQuery(enterpriseProjectQuery(useProjectApi().client));
  const { open } = useDialogParam();
  return (
    <>
      <PageHeader
        above={[{ label: t('navigation.settings'), to: SETTINGS_PATH }]}
        title={t('enterpriseProjects.title')}
        explanation={t('enterpriseProjects.explanation')}
        actions={
          may('eps.createEnterpriseProject') && (
            <Button
              variant="contained"
              startIcon={<AddOutlined />}
              onClick={() => open('createEnterpriseProject')}
            >
              {t('enterpriseProjects.create')}
            </Button>
          )
        }
      />
      <SearchedList
        searchLabel={t('enterpriseProjects.search')}
        label={t('enterpriseProjects.title')}
        answer={onOnePage(answer, q)}
        keyOf={({ id }) => id}
        icon={<FolderOutlined />}
        none={t('entities.noneFound')}
        columns={[
          { name: 'name', head: t('entities.name'), bare: true, cell: (project) => <Named {...project} /> },
          {
            name: 'id',
            head: t('enterpriseProjects.id'),
            cell: ({ id, name }) => (
              <CopyableId value={id} label={t('enterpriseProjects.copyId', { name })} />
            ),
          },
          {
            name: 'status',
            head: t('entities.status'),
            cell: ({ enabled }) => <EnabledText enabled={enabled} />,
          },
          {
            name: 'created',
            head: t('entities.created'),
            cell: ({ createdAt }) =>
              createdAt === null ? t('enterpriseProjects.always') : <TimeText at={createdAt} short />,
          },
          {
            name: 'operation',
            head: t('entities.operation'),
            bare: true,
            cell: (project) => <EnterpriseProjectActs project={project} />,
          },
        ]}
      />
      <EnterpriseProjectDialogs projects={answer.data?.items ?? []} />
    </>
  );
}

function Named({ id, name, description }: EnterpriseProjectItem) {
  const { t } = useTranslation();
  const isDefault = id === DEFAULT_ENTERPRISE_PROJECT;
  const told = isDefault ? t('enterpriseProjects.defaultWhy') : description;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography sx={{ fontWeight: 600 }}>{isDefault ? t('enterpriseProjects.default') : name}</Typography>
      {told !== '' && (
        <Typography variant="body2" color="textSecondary">
          {told}
        </Typography>
      )}
    </Box>
  );
}

/** All of them are answered at once; what is searched for is looked for here, in names, descriptions and IDs. */
function onOnePage(
  answer: {
    readonly data: { readonly items: readonly EnterpriseProjectItem[] } | undefined;
    readonly error: Error | null;
    refetch(): unknown;
  },
  q: string,
): PagedAnswer<EnterpriseProjectItem> {
  const needle = q.trim().toLowerCase();
  const found = answer.data?.items.filter(({ id, name, description }) =>
    [id, name, description].some((text) => text.toLowerCase().includes(needle)),
  );
  return {
    data: found && { pages: [{ items: found }] },
    error: answer.error,
    hasNextPage: false,
    isFetchingNextPage: false,
    refetch: () => answer.refetch(),
    fetchNextPage() {},
  };
}
