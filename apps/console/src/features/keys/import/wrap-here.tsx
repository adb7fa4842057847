import { materialLengthInBytes } from '@dewpoint/contract';
import SaveAltOutlined from '@mui/icons-material/SaveAltOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type PropsWithChildren, useState } from 'react';
import { Link } from 'react-router';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { download } from '../../../shared/components/download.ts';
import { FileField } from '../../../shared/components/file-field.tsx';
import { useSingleFlight } from '../../../shared/components/use-single-flight.ts';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { importPath } from '../paths.ts';
import { fieldOf } from './import-wizard.ts';
import { commandFiles } from './openssl-commands.ts';
import { StepSection } from './step-section.tsx';
import type { MaterialWayProps } from './upload-material.tsx';
import {
  type ClearMaterialState,
  MAX_CLEAR_MATERIAL_IN_BYTES,
  useClearMaterial,
} from './use-clear-material.ts';
import { canGenerateHere, canWrapHere, wrapMaterial } from './wrap-material.ts';

/** Wraps material in the page: chosen from a file or made here (IMP-07). */
export function WrapHere({ item, wizard, onWrapped, children }: PropsWithChildren<MaterialWayProps>) {
  const { t } = useTranslation();
  const { keySpec, keyId } = item;
  const material = useClearMaterial(keySpec);
  const [tried, setTried] = useState(false);
  const problemText = useProblemText(item);
  const { parameters, refusal } = wizard;
  const wrappingKey = parameters && canWrapHere(parameters.algorithm) ? parameters : null;
  const lengthInBytes = materialLengthInBytes(keySpec);
  const isAsymmetric = lengthInBytes === undefined;
  const { state } = material;
  const ready = state.kind === 'chosen' || state.kind === 'generated';
  const named = fieldOf(refusal);
  const told = named === 'encryptedKeyMaterial' || named === 'encryptedPrivatekey' ? refusal : null;
  const error = told
    ? inLanguage(told.message)
    : (problemText(state) ?? (tried && !ready ? t('keyImport.material.missing') : null));

  const generating = useSingleFlight(async () => {
    wizard.forgetRefusal();
    await material.generate();
  });
  const wrapping = useSingleFlight(async () => {
    setTried(true);
    if (!ready || !wrappingKey) return;
    const clear = material.take();
    if (clear) onWrapped(await wrapMaterial(keySpec, wrappingKey, clear));
  });
  const copyName = isAsymmetric ? commandFiles.privateKey : commandFiles.material;

  return (
    <StepSection
      title={t('keyImport.material.title')}
      explanation={`${t('keys.details.id')}: ${keyId}`}
      onSubmit={() => void wrapping.run()}
      actions={(formId) => (
        <>
          <BusyButton
            type="submit"
            form={formId}
            variant="contained"
            busy={wrapping.busy}
            disabled={!wrappingKey}
          >
            {t('keyImport.next')}
          </BusyButton>
          <Button component={Link} to={importPath(keyId, 'download')}>
            {t('keyImport.back')}
          </Button>
        </>
      )}
    >
      {children}
      {!wrappingKey && (
        <Alert
          severity="info"
          variant="outlined"
          action={
            <Button component={Link} to={importPath(keyId, 'download')} size="small">
              {t('keyImport.material.toDownload')}
            </Button>
          }
        >
          {t(parameters ? 'keyImport.download.notHere' : 'keyImport.material.noWrappingKey')}
        </Alert>
      )}
      <FileField
        label={t(isAsymmetric ? 'keyImport.material.plainPrivateKey' : 'keyImport.material.plain')}
        chosen={state.kind === 'chosen' || state.kind === 'refused' ? state : null}
        onChoose={(file) => {
          wizard.forgetRefusal();
          void material.choose(file);
        }}
        help={
          isAsymmetric
            ? t('keyImport.material.plainPrivateKeyHelp', { spec: keySpec })
            : t('keyImport.material.plainHelp', { bytes: lengthInBytes })
        }
        error={error}
        disabled={!wrappingKey}
      />
      {canGenerateHere(keySpec) && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.25 }}>
          <BusyButton
            variant="outlined"
            busy={generating.busy}
            disabled={!wrappingKey}
            onClick={() => void generating.run()}
          >
            {t('keyImport.material.generate')}
          </BusyButton>
          <Typography variant="body2" color="textSecondary" role="status">
            {t(
              state.kind === 'generated' ? 'keyImport.material.generated' : 'keyImport.material.generateHelp',
            )}
          </Typography>
        </Box>
      )}
      {state.kind === 'generated' && (
        <Alert
          severity={state.saved ? 'success' : 'warning'}
          variant="outlined"
          action={
            <Button
              size="small"
              startIcon={<SaveAltOutlined />}
              onClick={() =>
                material.save((bytes) => download(copyName, bytes.slice(), 'application/octet-stream'))
              }
            >
              {t('keyImport.material.save')}
            </Button>
          }
        >
          {state.saved ? t('keyImport.material.saved', { file: copyName }) : t('keyImport.material.saveWhy')}
        </Alert>
      )}
    </StepSection>
  );
}

/** Why a file is no material for the key, in words; null when it is, or there is none. */
function useProblemText({ keySpec }: KeyDetails) {
  const { t } = useTranslation();
  return (state: ClearMaterialState): string | null => {
    if (state.kind !== 'refused') return null;
    switch (state.problem) {
      case 'empty':
        return t('keyImport.material.empty');
      case 'tooLarge':
        return t('keyImport.material.tooLarge', { max: MAX_CLEAR_MATERIAL_IN_BYTES });
      default:
        return t(`keyImport.material.problem.${state.problem}`, {
          spec: keySpec,
          actual: state.size,
          bytes: materialLengthInBytes(keySpec) ?? 0,
        });
    }
  };
}
