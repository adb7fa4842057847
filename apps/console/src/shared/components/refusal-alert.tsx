import Alert from '@mui/material/Alert';
import { refusalOf } from '../api/refusal.ts';
import { Why } from './refusal-panel.tsx';
import { SafeguardStep } from './safeguard-step.tsx';

/** An act that was refused, told beside the form or button that asked for it. */
export function RefusalAlert({ error }: { readonly error: Error }) {
  const refusal = refusalOf(error);
  return (
    <Alert severity="error" variant="outlined">
      <Why refusal={refusal} />
      <SafeguardStep code={refusal.code} />
    </Alert>
  );
}
