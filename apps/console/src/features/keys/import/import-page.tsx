import '../key-texts.ts';
import '../import-texts.ts';
import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type KeyDetails, keyQueries } from '../api/key-queries.ts';
import { KeyDetailsFailed, KeyDetailsLoading } from '../details/key-details-states.tsx';
import { importPath, importStepNames, keyListPath, keyPath } from '../paths.ts';
import { CreateStep } from './create-step.tsx';
import { DownloadStep } from './download-step.tsx';
import { ImportSteps } from './import-steps.tsx';
import { useImportWizard } from './import-wizard.ts';
import { MaterialStep } from './material-step.tsx';
import { TokenStep } from './token-step.tsx';

/** Import Key [G 2.1.3.2]: four steps, each with its own address (IMP-01). */
export function ImportPage() {
  const { t } = useTranslation();
  const { keyId, step } = useParams();
  if (keyId !== undefined) return <ImportIntoKey key={keyId} keyId={keyId} step={step} />;
  return (
    <>
      <PageHeader
        above={[{ label: t('keys.title'), to: keyListPath() }]}
        title={t('keys.import.name')}
        explanation={t('keyImport.explanation')}
      />
      <ImportSteps step="create" />
      <CreateStep />
    </>
  );
}

interface ImportIntoKeyProps {
  readonly keyId: string;
  readonly step: string | undefined;
}

function ImportIntoKey({ keyId, step }: ImportIntoKeyProps) {
  const api = useProjectApi();
  const key = useQuery(keyQueries(api).view(keyId));
  if (key.data) return <Wizard item={key.data} step={step} />;
  if (key.error)
    return <KeyDetailsFailed keyId={keyId} error={key.error} onRetry={() => void key.refetch()} />;
  return <KeyDetailsLoading />;
}

interface WizardProps {
  readonly item: KeyDetails;
  readonly step: string | undefined;
}

function Wizard({ item, step }: WizardProps) {
  const { t } = useTranslation();
  const wizard = useImportWizard(item.keyId);
  const name = importStepNames.find((known) => known === step && known !== 'create') ?? 'download';
  return (
    <>
      <PageHeader
        above={[{ label: t('keys.title'), to: keyListPath() }]}
        title={t('keys.import.name')}
        explanation={t('keyImport.explanationOf', { alias: item.keyAlias, spec: item.keySpec })}
      />
      {item.state !== 'pendingImport' && !wizard.importing ? (
        <NotWaiting keyId={item.keyId} />
      ) : (
        <>
          <ImportSteps step={name} />
          {name === 'download' && <DownloadStep item={item} wizard={wizard} />}
          {name === 'material' && <MaterialStep item={item} wizard={wizard} />}
          {name === 'token' &&
            (wizard.wrapped ? (
              <TokenStep item={item} wizard={wizard} wrapped={wizard.wrapped} />
            ) : (
              // After a reload: the files are to be chosen again.
              <Navigate to={importPath(item.keyId, 'material')} replace />
            ))}
        </>
      )}
    </>
  );
}

function NotWaiting({ keyId }: { readonly keyId: string }) {
  const { t } = useTranslation();
  return (
    <Paper variant="outlined">
      <Panel
        role="status"
        icon={<VpnKeyOutlined />}
        title={t('keyImport.notWaiting.title')}
        actions={
          <Button variant="contained" component={Link} to={keyPath(keyId)}>
            {t('keyImport.notWaiting.view')}
          </Button>
        }
      >
        {t('keyImport.notWaiting.why')}
      </Panel>
    </Paper>
  );
}
