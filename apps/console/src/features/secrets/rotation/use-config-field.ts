import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { ConfigName, DraftConfig } from './rotation-draft.ts';
import type { RotationFieldsProps } from './rotation-fields.tsx';

/** The fields of `rotation_config`: their texts, their changes, and what is wrong with them. */
export function useConfigFields({ draft, broken, onChange }: RotationFieldsProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const { config } = draft;
  const set = (change: Partial<DraftConfig>) => onChange({ ...draft, config: { ...config, ...change } });
  const wrong = (name: ConfigName, label: string) =>
    broken?.name === name ? fieldError(broken, label) : undefined;
  /** Props of a text field. */
  const text = (name: Exclude<ConfigName, 'CharacterClasses'>, label: string, help?: string) => {
    const why = wrong(name, label);
    return {
      label,
      value: config[name],
      error: why !== undefined,
      helperText: why ?? help,
      onChange: ({ target }: { readonly target: { readonly value: string } }) =>
        set({ [name]: target.value }),
      autoComplete: 'off',
    };
  };
  return { t, config, set, wrong, text };
}
