import { MAX_SECRET_VALUE_IN_BYTES, type SecretType } from '@dewpoint/contract';
import AddOutlined from '@mui/icons-material/AddOutlined';
import ContentPasteOutlined from '@mui/icons-material/ContentPasteOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type Pair, pairsPasted } from './pairs.ts';
import { bytesOfDraft, draftProblem, type ValueDraft } from './value-draft.ts';

interface ValueFieldsProps {
  readonly type: SecretType;
  readonly draft: ValueDraft;
  readonly onChange: (draft: ValueDraft) => void;
  /** Whether what is wrong is told already. */
  readonly told: boolean;
}

/** Secret Value: key/value pairs or plaintext [G 2.2.1.1]. */
export function ValueFields({ type, draft, onChange, told }: ValueFieldsProps) {
  const { t } = useTranslation();
  const broken = told ? draftProblem(draft, type) : null;
  return (
    <Box
      role="group"
      aria-label={t('secrets.value.label')}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}
    >
      <ToggleButtonGroup
        exclusive
        size="small"
        value={draft.kind}
        aria-label={t('secrets.value.kind')}
        onChange={(_event, kind) => {
          if (kind === 'pairs' || kind === 'text') onChange({ ...draft, kind });
        }}
      >
        <ToggleButton value="pairs">{t('secrets.value.pairs')}</ToggleButton>
        <ToggleButton value="text">{t('secrets.value.text')}</ToggleButton>
      </ToggleButtonGroup>
      {draft.kind === 'pairs' ? (
        <PairRows pairs={draft.pairs} onChange={(pairs) => onChange({ ...draft, pairs })} />
      ) : (
        <TextField
          label={t('secrets.value.plaintext')}
          multiline
          minRows={4}
          maxRows={12}
          value={draft.text}
          onChange={(event) => onChange({ ...draft, text: event.target.value })}
          slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
        />
      )}
      {type !== 'COMMON' && (
        <Typography variant="body2" color="textSecondary">
          {t('secrets.value.loginHelp')}
        </Typography>
      )}
      <Typography
        variant="body2"
        role={broken ? 'alert' : undefined}
        color={broken ? 'error' : 'textSecondary'}
      >
        {broken
          ? t(`secrets.value.problem.${broken.problem}`, { name: broken.name || t('secrets.value.label') })
          : t('secrets.value.bytes', { bytes: bytesOfDraft(draft), max: MAX_SECRET_VALUE_IN_BYTES })}
      </Typography>
    </Box>
  );
}

interface PairRowsProps {
  readonly pairs: readonly Pair[];
  readonly onChange: (pairs: readonly Pair[]) => void;
}

function PairRows({ pairs, onChange }: PairRowsProps) {
  const { t } = useTranslation();
  const [pasting, setPasting] = useState(false);
  const change = (row: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, index) => (index === row ? { ...pair, ...part } : pair)));
  return (
    <>
      {pairs.map((pair, row) => (
        <Box
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity, and their fields are controlled
          key={row}
          role="group"
          aria-label={t('secrets.value.row', { row: row + 1 })}
          sx={{
            display: 'grid',
            gap: 1,
            alignItems: 'center',
            gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: 'minmax(0, 1fr) minmax(0, 1fr) auto' },
          }}
        >
          <TextField
            label={t('secrets.value.key')}
            value={pair.key}
            onChange={(event) => change(row, { key: event.target.value })}
            slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
          />
          <TextField
            label={t('secrets.value.value')}
            value={pair.value}
            onChange={(event) => change(row, { value: event.target.value })}
            slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
            sx={{ gridColumn: { xs: 1, sm: 'auto' } }}
          />
          <IconButton
            aria-label={t('secrets.value.removeRow', { row: row + 1 })}
            disabled={pairs.length === 1}
            onClick={() => onChange(pairs.filter((_pair, index) => index !== row))}
          >
            <DeleteOutlined fontSize="small" />
          </IconButton>
        </Box>
      ))}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button startIcon={<AddOutlined />} onClick={() => onChange([...pairs, { key: '', value: '' }])}>
          {t('secrets.value.addRow')}
        </Button>
        <Button startIcon={<ContentPasteOutlined />} onClick={() => setPasting(!pasting)}>
          {t('secrets.value.paste')}
        </Button>
      </Box>
      {pasting && (
        <PasteField
          onPairs={(pasted) => {
            const taken = new Set(pasted.map(({ key }) => key));
            onChange([...pairs.filter(({ key }) => key !== '' && !taken.has(key)), ...pasted]);
            setPasting(false);
          }}
        />
      )}
    </>
  );
}

function PasteField({ onPairs }: { readonly onPairs: (pairs: readonly Pair[]) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const pairs = pairsPasted(text);
  const broken = text.trim() !== '' && pairs === null;
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <TextField
        fullWidth
        multiline
        minRows={3}
        maxRows={8}
        autoFocus
        label={t('secrets.value.pasteField')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={broken}
        helperText={broken ? t('secrets.value.pasteBroken') : t('secrets.value.pasteHelp')}
        slotProps={{ htmlInput: { spellCheck: false, autoComplete: 'off' } }}
      />
      <Button variant="outlined" disabled={pairs === null} onClick={() => pairs && onPairs(pairs)}>
        {t('secrets.value.take', { count: pairs?.length ?? 0 })}
      </Button>
    </Box>
  );
}
