import { type WrappingAlgorithm, wrappingAlgorithmNames } from '@dewpoint/contract';
import Button from '@mui/material/Button';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { importPath } from '../paths.ts';
import {
  downloadReadme,
  downloadToken,
  downloadWrappingKey,
  readmeFile,
  tokenFile,
  wrappingKeyFile,
} from './import-files.ts';
import type { ImportWizard } from './import-wizard.ts';
import { StepSection } from './step-section.tsx';
import { useReadme } from './use-readme.ts';
import { canWrapHere } from './wrap-material.ts';

interface DownloadStepProps {
  readonly item: KeyDetails;
  readonly wizard: ImportWizard;
}

const [recommended] = wrappingAlgorithmNames;

/** Steps 6 and 7 of the documents: choose the algorithm, get wrapping key and token; or go on with material that is wrapped already. */
export function DownloadStep({ item, wizard }: DownloadStepProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const readmeOf = useReadme(item);
  const [algorithm, setAlgorithm] = useState<WrappingAlgorithm>(wizard.parameters?.algorithm ?? recommended);
  const { keyId } = item;
  const { fetching, refusal } = wizard;

  function downloadAndContinue(): void {
    void wizard.fetchParameters(algorithm, (parameters) => {
      downloadWrappingKey(keyId, parameters);
      downloadToken(keyId, parameters);
      downloadReadme(keyId, readmeOf(parameters));
      void navigate(importPath(keyId, 'material'));
    });
  }

  return (
    <StepSection
      title={t('keyImport.download.title')}
      explanation={t('keyImport.download.explanation')}
      onSubmit={downloadAndContinue}
      actions={(formId) => (
        <>
          <BusyButton type="submit" form={formId} variant="contained" busy={fetching}>
            {t('keyImport.download.andContinue')}
          </BusyButton>
          <WhyNotButton
            variant="outlined"
            disabled={fetching}
            whyNot={canWrapHere(algorithm) ? null : t('keyImport.download.notHere')}
            onClick={() =>
              void wizard.fetchParameters(
                algorithm,
                () => void navigate(`${importPath(keyId, 'material')}?how=here`),
              )
            }
          >
            {t('keyImport.download.here')}
          </WhyNotButton>
          <Button disabled={fetching} onClick={() => void navigate(importPath(keyId, 'material'))}>
            {t('keyImport.download.existing')}
          </Button>
        </>
      )}
    >
      <FormControl>
        <FormLabel id="wrapping-algorithm">{t('keyImport.download.algorithm')}</FormLabel>
        <RadioGroup
          aria-labelledby="wrapping-algorithm"
          value={algorithm}
          onChange={(_event, value) => {
            const chosen = wrappingAlgorithmNames.find((name) => name === value);
            if (chosen) setAlgorithm(chosen);
          }}
        >
          {wrappingAlgorithmNames.map((name) => (
            <FormControlLabel
              key={name}
              value={name}
              sx={{ alignItems: 'flex-start', mt: 0.75 }}
              control={
                <Radio sx={{ py: 0.25 }} slotProps={{ input: { 'aria-describedby': `about-${name}` } }} />
              }
              label={
                <>
                  <Typography
                    component="span"
                    variant="body2"
                    sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
                  >
                    {name}
                  </Typography>
                  <Typography
                    component="span"
                    id={`about-${name}`}
                    variant="body2"
                    color="textSecondary"
                    aria-hidden
                    sx={{ display: 'block' }}
                  >
                    {name === 'RSAES_OAEP_SHA_256'
                      ? t('keyImport.download.recommended')
                      : t(`keyImport.download.about.${name}`)}{' '}
                    {isDiscouraged(name) && t('keyImport.download.notRecommended')}
                  </Typography>
                </>
              }
            />
          ))}
        </RadioGroup>
      </FormControl>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {t('keyImport.download.files', {
          wrappingKey: wrappingKeyFile(keyId),
          token: tokenFile(keyId),
          readme: readmeFile(keyId),
        })}
      </Typography>
      {refusal && <RefusalAlert error={refusal} />}
    </StepSection>
  );
}

/** IMP-01: RSA other than with OAEP and SHA-256. */
function isDiscouraged(name: WrappingAlgorithm): boolean {
  return name === 'RSAES_OAEP_SHA_1' || name === 'RSAES_PKCS1_V1_5';
}
