import './entity-texts.ts';
import TextField from '@mui/material/TextField';
import { type PropsWithChildren, useState } from 'react';
import type { z } from 'zod';
import { FormDialog } from '../components/form-dialog.tsx';
import { useNotify } from '../components/notices.tsx';
import { useSecretAct } from '../components/use-secret-act.ts';
import { refusedField } from '../forms/refused-field.ts';
import { useFieldError } from '../forms/use-field-error.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { useRefreshScreen } from './use-refresh-screen.ts';

interface DialogField<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly help?: string;
  /** The contract's rule. */
  readonly rule: z.ZodType;
  /** How a refusal names it, e.g. `user.name`. */
  readonly wireName: string;
  readonly secret?: boolean;
  readonly multiline?: boolean;
  /** An empty field is left out when it is not required. */
  readonly required?: boolean;
}

type Values<Name extends string> = Readonly<Record<Name, string>>;

interface FieldsDialogProps<Name extends string> {
  readonly title: string;
  readonly fields: readonly DialogField<Name>[];
  readonly initial: Values<Name>;
  /** What was typed, passwords too, goes to this call and is kept nowhere else. */
  readonly act: (values: Values<Name>, signal: AbortSignal) => Promise<unknown>;
  readonly told: (values: Values<Name>) => string;
  readonly onClose: () => void;
}

/** A dialog of a few texts under the contract's rules, each refusal told at its field. */
export function FieldsDialog<Name extends string>({
  title,
  fields,
  initial,
  act,
  told,
  onClose,
  children,
}: PropsWithChildren<FieldsDialogProps<Name>>) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const refresh = useRefreshScreen();
  const notify = useNotify();
  const [values, setValues] = useState<Values<Name>>(initial);
  const [touched, setTouched] = useState<ReadonlySet<Name>>(new Set());
  const { run, busy, error } = useSecretAct({
    act: (given: Values<Name>, signal) => act(given, signal),
    onSettled: refresh,
    onDone: (_output, given) => {
      notify({ severity: 'success', message: told(given) });
      onClose();
    },
  });
  const refused = refusedField(
    error,
    fields.map(({ wireName }) => wireName),
  );
  const brokenRule = ({ name, rule, required = false }: DialogField<Name>) =>
    values[name] === '' && !required ? undefined : rule.safeParse(values[name]).error?.issues[0]?.message;
  return (
    <FormDialog
      title={title}
      error={refused === undefined ? error : null}
      busy={busy}
      complete={fields.every((field) => brokenRule(field) === undefined)}
      onSubmit={() => void run(values)}
      onClose={onClose}
    >
      {children}
      {fields.map((field, index) => {
        const { name, label, help, secret = false, multiline = false, required = false } = field;
        const broken = touched.has(name) ? brokenRule(field) : undefined;
        const words =
          broken !== undefined
            ? fieldError({ message: broken }, label)
            : refused === field.wireName
              ? fieldError({ type: 'server', message: error?.message }, label)
              : undefined;
        return (
          <TextField
            key={name}
            label={label}
            value={values[name]}
            type={secret ? 'password' : 'text'}
            required={required}
            multiline={multiline}
            minRows={multiline ? 2 : undefined}
            autoFocus={index === 0}
            autoComplete={secret ? 'new-password' : 'off'}
            error={words !== undefined}
            helperText={words ?? help ?? (required ? undefined : t('entities.optional'))}
            onBlur={() => setTouched((before) => new Set([...before, name]))}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        );
      })}
    </FormDialog>
  );
}
