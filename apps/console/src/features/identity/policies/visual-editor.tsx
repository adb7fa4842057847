import AddOutlined from '@mui/icons-material/AddOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { readPolicyText, type VisualStatement, writePolicyText } from './policy-text.ts';
import { StatementEditor } from './statement-editor.tsx';

const NEW_STATEMENT: VisualStatement = { effect: 'Allow', actions: [], resources: null, conditions: [] };

interface VisualEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** The statements of a policy as fields [G 2.4.2]; writes the text that the JSON editor shows. */
export function VisualEditor({ text, onChange }: VisualEditorProps) {
  const { t } = useTranslation();
  const reading = readPolicyText(text);
  if (!reading.ok) {
    return (
      <Alert severity="info" variant="outlined">
        {t(`identity.policies.notVisual.${reading.why}`)}
      </Alert>
    );
  }
  const { version, statements } = reading.policy;
  const write = (changed: readonly VisualStatement[]) =>
    onChange(writePolicyText({ version, statements: changed }));
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      {statements.map((statement, index) => (
        <StatementEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a statement has no name but its place
          key={index}
          number={index + 1}
          statement={statement}
          onChange={(changed) => write(statements.with(index, changed))}
          onRemove={
            statements.length > 1 ? () => write(statements.filter((_other, at) => at !== index)) : null
          }
        />
      ))}
      <div>
        <Button
          variant="outlined"
          startIcon={<AddOutlined />}
          onClick={() => write([...statements, NEW_STATEMENT])}
        >
          {t('identity.policies.addStatement')}
        </Button>
      </div>
    </Box>
  );
}
