import { characterClassNames } from '@dewpoint/contract';
import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import TextField from '@mui/material/TextField';
import type { RotationFieldsProps } from './rotation-fields.tsx';
import { useConfigFields } from './use-config-field.ts';

/** Length and characters of a generated value. */
export function GeneratedFields(props: RotationFieldsProps) {
  const { t, config, set, wrong, text } = useConfigFields(props);
  const label = t('secretRotation.field.classes');
  const why = wrong('CharacterClasses', label);
  return (
    <>
      <TextField
        {...text('Length', t('secretRotation.field.length'))}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 4 } }}
      />
      <FormControl component="fieldset" error={why !== undefined}>
        <FormLabel component="legend">{label}</FormLabel>
        <FormGroup row>
          {characterClassNames.map((name) => (
            <FormControlLabel
              key={name}
              label={t(`secretRotation.field.${name}`)}
              control={
                <Checkbox
                  checked={config.CharacterClasses.includes(name)}
                  onChange={(_event, checked) =>
                    set({
                      CharacterClasses: characterClassNames.filter((other) =>
                        other === name ? checked : config.CharacterClasses.includes(other),
                      ),
                    })
                  }
                />
              }
            />
          ))}
        </FormGroup>
        {why !== undefined && <FormHelperText>{why}</FormHelperText>}
      </FormControl>
    </>
  );
}
