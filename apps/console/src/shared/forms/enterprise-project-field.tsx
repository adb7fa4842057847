import TextField from '@mui/material/TextField';
import { DEFAULT_ENTERPRISE_PROJECT } from '../components/enterprise-project.tsx';
import { useTranslation } from '../i18n/use-translation.ts';
import { contractRules } from './contract-rules.ts';

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

/** Which enterprise project something is to belong to [G 2.1.4.6, 2.2.1.1]. */
export function EnterpriseProjectField({ value, onChange }: EnterpriseProjectFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('enterpriseProject.label')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={value !== '' && enterpriseProjectIn(value) === null}
      helperText={t('enterpriseProject.rule')}
      autoComplete="off"
      slotProps={{ htmlInput: { maxLength: 48, spellCheck: false } }}
    />
  );
}
