import '../secret-texts.ts';
import type { SecretSortName } from '@dewpoint/contract/browser';
import Add from '@mui/icons-material/Add';
import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import { lazy, Suspense } from 'react';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { BulkBar } from '../../../shared/list/bulk-bar.tsx';
import { ListSkeleton } from '../../../shared/list/list-skeleton.tsx';
import { ListTools } from '../../../shared/list/list-tools.tsx';
import { NothingListed } from '../../../shared/list/nothing-listed.tsx';
import type { ListControl } from '../../../shared/list/use-list-state.ts';
import type { Selection } from '../../../shared/list/use-selection.ts';
import type { TablePreferences } from '../../../shared/preferences/table-preferences.ts';
import { allows, mayDo, type SecretActionName } from '../actions/secret-action.ts';
import type { Secret, SecretPage } from '../api/secret-queries.ts';
import { secretColumnNames } from './secret-columns.ts';
import type { SecretFilterProperty } from './secret-list-definition.ts';
import { SecretSearchBox } from './secret-search-box.tsx';

const SecretResults = lazy(async () => ({ default: (await import('./secret-results.tsx')).SecretResults }));

export interface SecretListViewProps {
  readonly list: ListControl<SecretFilterProperty, SecretSortName>;
  readonly answer: SecretPage | undefined;
  readonly error: Error | null;
  /** Another answer is on its way; what is shown is the one before. */
  readonly updating: boolean;
  readonly quota: { readonly used: number; readonly quota: number } | undefined;
  /** Operation IDs. */
  readonly permitted: readonly string[];
  readonly selection: Selection<Secret>;
  readonly preferences: readonly [TablePreferences, (next: TablePreferences) => void];
  readonly onRefresh: () => void;
  readonly onCreate: () => void;
  readonly onRestore: () => void;
  readonly onAction: (name: SecretActionName, names: readonly string[]) => void;
}

export function SecretListView(props: SecretListViewProps) {
  const { list, quota, permitted, selection, preferences, onRefresh, onRestore } = props;
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={t('secrets.title')}
        explanation={
          <>
            {t('secrets.explanation')}{' '}
            {quota && t(quota.used >= quota.quota ? 'secrets.quotaFull' : 'secrets.quota', quota)}
          </>
        }
        actions={
          <>
            <WhyNotButton
              variant="outlined"
              whyNot={useWhyNotCreate(permitted, 'csms.uploadSecretBlob')}
              onClick={onRestore}
            >
              {t('secrets.restore.name')}
            </WhyNotButton>
            <CreateButton {...props} />
          </>
        }
      />
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, mb: 1.5 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <SecretSearchBox filters={list.state.filters} onChange={list.setFilters} />
        </Box>
        <ListTools
          columns={secretColumnNames.map((name) => ({
            name,
            label: t(`secrets.column.${name}`),
            hideable: name !== 'name',
          }))}
          list={list}
          preferences={preferences}
          onRefresh={onRefresh}
        />
      </Box>
      {selection.selected.length > 0 && <SecretBulkBar {...props} />}
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        <Content {...props} />
      </Paper>
    </>
  );
}

function useWhyNotCreate(permitted: readonly string[], operation: string): string | null {
  const { t } = useTranslation();
  return permitted.includes(operation) ? null : t('keys.notPermitted', { operation: 'csms:secret:create' });
}

function CreateButton({ permitted, onCreate }: SecretListViewProps) {
  const { t } = useTranslation();
  return (
    <WhyNotButton
      variant="contained"
      startIcon={<Add />}
      whyNot={useWhyNotCreate(permitted, 'csms.createSecret')}
      onClick={onCreate}
    >
      {t('secrets.create.title')}
    </WhyNotButton>
  );
}

/** Backups are downloaded one by one: each is a file. */
const bulkActionNames = ['delete', 'cancelDeletion'] as const;

function SecretBulkBar({ selection, permitted, onAction }: SecretListViewProps) {
  const { t } = useTranslation();
  const { selected } = selection;
  const actions = bulkActionNames.map((name) => {
    const names = mayDo(permitted, name)
      ? selected.filter((secret) => allows(secret, name)).map(({ secretName }) => secretName)
      : [];
    return {
      name,
      label: t(`secrets.action.${name}.name`),
      told: t(`secrets.action.${name}.possible`, { count: names.length, total: selected.length }),
      count: names.length,
      danger: name === 'delete',
      run: () => onAction(name, names),
    };
  });
  return (
    <BulkBar
      label={t('secrets.bulk.label')}
      selected={selected.length}
      actions={actions}
      nothing={t('secrets.bulk.nothing')}
      onClear={selection.clear}
    />
  );
}

/** The faces of the list: loading, refused, nothing there yet, nothing found, secrets. */
function Content(props: SecretListViewProps) {
  const { list, answer, error, preferences, onRefresh } = props;
  const { t } = useTranslation();
  const dense = preferences[0].density === 'dense';
  if (!answer && error) {
    return <RefusalPanel error={error} onRetry={list.state.cursor === null ? onRefresh : list.goFirst} />;
  }
  if (!answer) return <ListSkeleton rows={8} dense={dense} />;
  if (answer.items.length === 0) {
    return (
      <NothingListed
        list={list}
        nothingFound={t('secrets.nothingFound')}
        none={
          <Panel
            role="status"
            icon={<LockOutlined />}
            title={t('secrets.none.title')}
            actions={<CreateButton {...props} />}
          >
            {t('secrets.none.why')}
          </Panel>
        }
      />
    );
  }
  return (
    <Suspense fallback={<ListSkeleton rows={answer.items.length} dense={dense} />}>
      <SecretResults {...props} answer={answer} />
    </Suspense>
  );
}
