import Box from '@mui/material/Box';
import Step from '@mui/material/Step';
import StepLabel from '@mui/material/StepLabel';
import Stepper from '@mui/material/Stepper';
import Typography from '@mui/material/Typography';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type ImportStepName, importStepNames } from '../paths.ts';

/** Where one is in Import Key; on a phone only the numbers. */
export function ImportSteps({ step }: { readonly step: ImportStepName }) {
  const { t } = useTranslation();
  const number = importStepNames.indexOf(step) + 1;
  const count = importStepNames.length;
  return (
    <Box component="section" aria-label={t('keyImport.steps')} sx={{ mb: 2.5, maxWidth: 880 }}>
      <Typography variant="body2" color="textSecondary" sx={{ display: { sm: 'none' } }}>
        {t('keyImport.step', { number, count })}
      </Typography>
      <Stepper activeStep={number - 1} sx={{ display: { xs: 'none', sm: 'flex' } }}>
        {importStepNames.map((name) => (
          <Step key={name}>
            <StepLabel slotProps={{ label: name === step ? { 'aria-current': 'step' } : {} }}>
              {t(`keyImport.${name}.title`)}
            </StepLabel>
          </Step>
        ))}
      </Stepper>
    </Box>
  );
}
