import './enterprise-project-texts.ts';
import TextField from '@mui/material/TextField';
import { contractRules } from '../forms/contract-rules.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { DEFAULT_ENTERPRISE_PROJECT } from './default-project.ts';

const rule = contractRules['kms.assignEnterpriseProject'].input.shape.enterpriseProjectId;

/** What people type for it. */
export const DEFAULT_PROJECT_NAME = 'default';

/** The ID typed, if the contract takes it; `default` names the project that everything belongs to at first. Otherwise null. */
export function enterpriseProjectIn(text: string): string | null {
  const typed = text.trim();
  const id = typed === DEFAULT_PROJECT_NAME ? DEFAULT_ENTERPRISE_PROJECT : typed.toLowerCase();
  return rule.safeParse(id).data ?? null;
}

interface EnterpriseProjectFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly inputRef?: React.Ref<HTMLInputElement>;
  /** An empty field is an error too. */
  readonly required?: boolean;
}

/** Which enterprise project something belongs to, or is to belong to [G 2.1.2, 2.1.4.6]. */
export function EnterpriseProjectField({
  value,
  onChange,
  onBlur,
  inputRef,
  required = false,
}: EnterpriseProjectFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('enterpriseProjects.label')}
      required={required}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => onBlur?.()}
      inputRef={inputRef ?? null}
      error={(required || value !== '') && enterpriseProjectIn(value) === null}
      helperText={t('enterpriseProjects.rule')}
      autoComplete="off"
      slotProps={{ htmlInput: { maxLength: 48, spellCheck: false } }}
    />
  );
}
