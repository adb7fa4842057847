import Box from '@mui/material/Box';
import { type PropsWithChildren, type ReactNode, useId } from 'react';
import { Section } from '../../../shared/components/section.tsx';

interface StepSectionProps {
  readonly title: string;
  readonly explanation: string;
  /** Buttons, the one that goes on first. */
  readonly actions: (formId: string) => ReactNode;
  readonly onSubmit: () => void;
}

/** One step of Import Key: a form with its buttons below. */
export function StepSection({
  title,
  explanation,
  actions,
  onSubmit,
  children,
}: PropsWithChildren<StepSectionProps>) {
  const formId = useId();
  return (
    <Box sx={{ maxWidth: 880 }}>
      <Section title={title} explanation={explanation}>
        <Box
          component="form"
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, p: 2 }}
        >
          {children}
        </Box>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1,
            px: 2,
            py: 1.5,
            borderTop: 1,
            borderColor: 'hairline',
          }}
        >
          {actions(formId)}
        </Box>
      </Section>
    </Box>
  );
}
