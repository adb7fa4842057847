import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useId } from 'react';
import { GeneratedFields } from './generated-fields.tsx';
import type { RotationFieldsProps } from './rotation-fields.tsx';
import { SecretChoice } from './secret-choice.tsx';
import { useConfigFields } from './use-config-field.ts';

const sources = ['Generated', 'Webhook'] as const;

/** Where a shared secret gets its new values from. */
export function SharedFields(props: RotationFieldsProps) {
  const { t, config, set, wrong, text } = useConfigFields(props);
  const id = useId();
  const signing = t('secretRotation.field.signing');
  return (
    <>
      <FormControl>
        <FormLabel id={id}>{t('secretRotation.field.source')}</FormLabel>
        <RadioGroup
          row
          aria-labelledby={id}
          value={config.Source}
          onChange={(_event, value) => set({ Source: value === 'Webhook' ? 'Webhook' : 'Generated' })}
        >
          {sources.map((source) => (
            <FormControlLabel
              key={source}
              value={source}
              control={<Radio />}
              label={t(`secretRotation.field.${source}`)}
            />
          ))}
        </RadioGroup>
      </FormControl>
      {config.Source === 'Generated' ? (
        <GeneratedFields {...props} />
      ) : (
        <>
          <TextField
            {...text('WebhookUrl', t('secretRotation.field.webhook'), t('secretRotation.field.webhookHelp'))}
            type="url"
            required
          />
          <SecretChoice
            label={signing}
            help={wrong('SigningSecret', signing) ?? t('secretRotation.field.signingHelp')}
            wrong={wrong('SigningSecret', signing) !== undefined}
            value={config.SigningSecret}
            except={props.secretName}
            onChange={(SigningSecret) => set({ SigningSecret })}
          />
        </>
      )}
      <TextField {...text('Field', t('secretRotation.field.pair'), t('secretRotation.field.pairHelp'))} />
    </>
  );
}
