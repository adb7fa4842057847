import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { GeneratedFields } from './generated-fields.tsx';
import type { RotationFieldsProps } from './rotation-fields.tsx';
import { SecretChoice } from './secret-choice.tsx';
import { useConfigFields } from './use-config-field.ts';

const subTypes = ['SingleUser', 'MultiUser'] as const;
const tlsModes = ['disable', 'require', 'verify-full'] as const;

/** Whose password is changed, by whom and where. */
export function DatabaseFields(props: RotationFieldsProps) {
  const { t, config, set, wrong, text } = useConfigFields(props);
  const id = useId();
  const twoUsers = config.SecretSubType === 'MultiUser';
  const admin = t('secretRotation.field.admin');
  const tlsLabel = t('secretRotation.field.tls');
  return (
    <>
      <FormControl>
        <FormLabel id={id}>{t('secretRotation.field.subType')}</FormLabel>
        <RadioGroup
          aria-labelledby={id}
          value={config.SecretSubType}
          onChange={(_event, value) =>
            set({ SecretSubType: value === 'MultiUser' ? 'MultiUser' : 'SingleUser' })
          }
        >
          {subTypes.map((subType) => (
            <Box key={subType}>
              <FormControlLabel
                value={subType}
                control={<Radio />}
                label={t(`secretRotation.field.${subType}`)}
              />
              <Typography variant="body2" color="textSecondary" sx={{ pl: 4 }}>
                {t(`secretRotation.field.${subType}Help`)}
              </Typography>
            </Box>
          ))}
        </RadioGroup>
      </FormControl>
      <SecretChoice
        label={admin}
        help={
          wrong('AdminSecret', admin) ??
          t(twoUsers ? 'secretRotation.field.adminNeeded' : 'secretRotation.field.adminHelp')
        }
        wrong={wrong('AdminSecret', admin) !== undefined}
        required={twoUsers}
        value={config.AdminSecret}
        except={props.secretName}
        onChange={(AdminSecret) => set({ AdminSecret })}
      />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr' },
          gap: 1.5,
          alignItems: 'start',
        }}
      >
        <TextField {...text('Host', t('secretRotation.field.host'), t('secretRotation.field.hostHelp'))} />
        <TextField
          {...text('Port', t('secretRotation.field.port'))}
          slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 5 } }}
        />
        <TextField {...text('Database', t('secretRotation.field.database'))} />
        <TextField
          {...text('InstanceId', t('secretRotation.field.instance'), t('secretRotation.field.instanceHelp'))}
        />
      </Box>
      <TextField
        {...text('TlsMode', tlsLabel)}
        select
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        <MenuItem value="">{t('secretRotation.field.tlsDefault')}</MenuItem>
        {tlsModes.map((mode) => (
          <MenuItem key={mode} value={mode}>
            {t(`secretRotation.field.${mode}`)}
          </MenuItem>
        ))}
      </TextField>
      <GeneratedFields {...props} />
    </>
  );
}
