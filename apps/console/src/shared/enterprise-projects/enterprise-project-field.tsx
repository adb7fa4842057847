import './enterprise-project-texts.ts';
import { DEFAULT_ENTERPRISE_PROJECT, DEFAULT_ENTERPRISE_PROJECT_NAME } from '@dewpoint/contract/browser';
import Autocomplete from '@mui/material/Autocomplete';
import TextField, { type TextFieldProps } from '@mui/material/TextField';
import { contractRules } from '../forms/contract-rules.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { type EnterpriseProjectItem, useEnterpriseProjects } from './use-enterprise-projects.ts';

const rule = contractRules['kms.assignEnterpriseProject'].input.shape.enterpriseProjectId;

/** The ID typed or chosen, if the contract takes it; `default` names the project that everything belongs to at first. Otherwise null. */
export function enterpriseProjectIn(text: string): string | null {
  const typed = text.trim();
  const id = typed === DEFAULT_ENTERPRISE_PROJECT_NAME ? DEFAULT_ENTERPRISE_PROJECT : typed.toLowerCase();
  return rule.safeParse(id).data ?? null;
}

interface EnterpriseProjectFieldProps {
  /** What is typed, or the ID of the one that is chosen. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly inputRef?: React.Ref<HTMLInputElement>;
  /** An empty field is an error too. */
  readonly required?: boolean;
  /** Why the server refused it. */
  readonly problem?: string | undefined;
}

/**
 * Which enterprise project something belongs to, or is to belong to [G 2.1.2, 2.1.4.6]: chosen or typed by its name, or given by its ID,
 * which may be one that is not listed here.
 */
export function EnterpriseProjectField(props: EnterpriseProjectFieldProps) {
  const { value, onChange, onBlur, inputRef, required = false, problem } = props;
  const { t } = useTranslation();
  const { listed, projects } = useEnterpriseProjects();
  const field: TextFieldProps = {
    label: t('enterpriseProjects.label'),
    required,
    onBlur: () => onBlur?.(),
    inputRef: inputRef ?? null,
    error: problem !== undefined || ((required || value !== '') && enterpriseProjectIn(value) === null),
    helperText: problem ?? t(listed ? 'enterpriseProjects.choose' : 'enterpriseProjects.rule'),
  };
  if (!listed) {
    return (
      <TextField
        {...field}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        slotProps={{ htmlInput: { maxLength: MAX_LENGTH, spellCheck: false } }}
      />
    );
  }
  const chosen = projects.find(({ id }) => id === enterpriseProjectIn(value));
  const named = (text: string) => projects.find(({ name }) => name === text.trim());
  return (
    <Autocomplete<EnterpriseProjectItem, false, true, true>
      freeSolo
      disableClearable
      forcePopupIcon
      options={projects.filter(({ enabled }) => enabled)}
      getOptionLabel={(option) => (typeof option === 'string' ? option : option.name)}
      isOptionEqualToValue={(option, chosen) => typeof chosen !== 'string' && option.id === chosen.id}
      value={chosen ?? value}
      inputValue={chosen?.name ?? value}
      onChange={(_event, option) => onChange(typeof option === 'string' ? option : option.id)}
      onInputChange={(_event, text, reason) => {
        if (reason === 'input' || reason === 'clear') onChange(named(text)?.id ?? text);
      }}
      slotProps={{ popupIndicator: { 'aria-label': t('enterpriseProjects.open') } }}
      renderInput={(params) => (
        <TextField
          {...params}
          {...field}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, maxLength: MAX_LENGTH, spellCheck: false },
          }}
        />
      )}
    />
  );
}

/** Of a name, which is longer than an ID. */
const MAX_LENGTH = 64;
