import TextField from '@mui/material/TextField';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { DEFAULT_ENTERPRISE_PROJECT } from '../enterprise-project.tsx';

const rule = contractRules['kms.assignEnterpriseProject'].input.shape.enterpriseProjectId;

/** The ID typed, if the contract takes it; `default` names the project that everything belongs to at first. Otherwise null. */
export function enterpriseProjectIn(text: string): string | null {
  const typed = text.trim();
  return rule.safeParse(typed === 'default' ? DEFAULT_ENTERPRISE_PROJECT : typed.toLowerCase()).data ?? null;
}

interface EnterpriseProjectFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Which enterprise project the keys are to belong to [G 2.1.4.6]. */
export function EnterpriseProjectField({ value, onChange }: EnterpriseProjectFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('keys.column.enterpriseProject')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={value !== '' && enterpriseProjectIn(value) === null}
      helperText={t('keys.action.projectRule')}
      autoComplete="off"
      slotProps={{ htmlInput: { maxLength: 48, spellCheck: false } }}
    />
  );
}
