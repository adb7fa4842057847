import { signingAlgorithmsOf } from '@dewpoint/contract';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { messageFormats, messageTypes } from './message-bytes.ts';
import { macAlgorithmOf, type ProofKind, type useProofTool } from './use-proof-tool.ts';

type Tool = ReturnType<typeof useProofTool>;

interface ProofChoicesProps {
  readonly item: KeyDetails;
  readonly kind: ProofKind;
  readonly state: Tool['state'];
  readonly onChange: Tool['ask'];
}

/** Algorithm, whether the message or its digest is given, and how it is written. */
export function ProofChoices({ item, kind, state, onChange }: ProofChoicesProps) {
  const { t } = useTranslation();
  const { signingAlgorithm, messageType, format } = state;
  // A digest is bytes, never text.
  const formats = messageFormats.filter((name) => name !== 'text' || messageType === 'RAW');
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: 'repeat(auto-fit, minmax(200px, 1fr))' },
        gap: 2,
        mb: 2.5,
        maxWidth: 880,
      }}
    >
      {kind === 'sign' ? (
        <Choice
          label={t('keyTabs.proof.algorithm')}
          value={signingAlgorithm ?? ''}
          choices={signingAlgorithmsOf(item.keySpec).map((name) => ({ name, label: name }))}
          onChange={(chosen) => onChange({ signingAlgorithm: chosen })}
        />
      ) : (
        <Choice
          label={t('keyTabs.proof.algorithm')}
          value={macAlgorithmOf(item)}
          choices={[{ name: macAlgorithmOf(item), label: macAlgorithmOf(item) }]}
          onChange={() => {}}
        />
      )}
      {kind === 'sign' && (
        <Choice
          label={t('keyTabs.proof.messageType')}
          value={messageType}
          choices={messageTypes.map((name) => ({ name, label: t(`keyTabs.proof.types.${name}`) }))}
          onChange={(chosen) =>
            onChange({
              messageType: chosen,
              ...(chosen === 'DIGEST' && format === 'text' ? { format: 'hex' as const } : {}),
            })
          }
        />
      )}
      <Choice
        label={t('keyTabs.proof.format')}
        value={format}
        choices={formats.map((name) => ({ name, label: t(`keyTabs.proof.formats.${name}`) }))}
        onChange={(chosen) => onChange({ format: chosen })}
      />
    </Box>
  );
}

interface ChoiceProps<Name extends string> {
  readonly label: string;
  readonly value: Name | '';
  readonly choices: readonly { readonly name: Name; readonly label: string }[];
  readonly onChange: (chosen: Name) => void;
}

function Choice<Name extends string>({ label, value, choices, onChange }: ChoiceProps<Name>) {
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => {
        const chosen = choices.find(({ name }) => name === event.target.value);
        if (chosen) onChange(chosen.name);
      }}
    >
      {choices.map((choice) => (
        <MenuItem key={choice.name} value={choice.name}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
