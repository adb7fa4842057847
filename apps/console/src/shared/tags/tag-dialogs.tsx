import { MAX_TAGS } from '@dewpoint/contract';
import { zodResolver } from '@hookform/resolvers/zod';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useMemo, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useSearchParams } from 'react-router';
import { z } from 'zod';
import { FormDialog } from '../components/form-dialog.tsx';
import { useNotify } from '../components/notices.tsx';
import { useAct } from '../components/use-act.ts';
import { useDialogParam } from '../components/use-dialog-param.ts';
import { useFieldError } from '../forms/use-field-error.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { TagRows } from './tag-rows.tsx';
import { type Tag, type TagForm, tagList, tagValueRule } from './tag-rules.ts';

/** Where tags are kept. */
export interface Tagged {
  readonly tags: readonly Tag[];
  /** Adds tags, or overwrites the values of those that are there; or deletes them. All or none. */
  change(action: 'create' | 'delete', tags: readonly Tag[]): Promise<unknown>;
  /** What is on screen may be out of date now. */
  onSettled(): unknown;
}

interface TagDialogProps {
  readonly item: Tagged;
  readonly onClose: () => void;
}

/** The dialog of tags that the URL names; `tag` in it names the tags. */
export function TagDialogs({ item }: Pick<TagDialogProps, 'item'>) {
  const { dialog, close } = useDialogParam(['tag']);
  const [params] = useSearchParams();
  const named = params.getAll('tag');
  const tags = item.tags.filter(({ key }) => named.includes(key));
  const [first] = tags;
  if (dialog === 'addTags' && item.tags.length < MAX_TAGS) return <AddTags item={item} onClose={close} />;
  if (dialog === 'editTag' && first) return <EditTag item={item} tag={first} onClose={close} />;
  if (dialog === 'deleteTags' && tags.length > 0) {
    return <DeleteTags item={item} tags={tags} onClose={close} />;
  }
  return null;
}

/** Add Tag [G 2.1.7.1]: one or several at once. */
function AddTags({ item, onClose }: TagDialogProps) {
  const { t } = useTranslation();
  const schema = useTagForm(item.tags);
  const form = useForm<TagForm>({
    resolver: zodResolver(schema),
    defaultValues: { tags: [{ key: '', value: '' }] },
    mode: 'onTouched',
  });
  const { run, busy, error } = useTagAct(item, 'create', {
    told: (count) => t('tags.addDialog.done', { count }),
    onClose,
  });
  return (
    <FormDialog
      title={t('tags.addDialog.title')}
      error={error}
      busy={busy}
      onSubmit={() => void form.handleSubmit(({ tags }) => run(tags))()}
      onClose={onClose}
    >
      <FormProvider {...form}>
        <TagRows room={MAX_TAGS - item.tags.length} atLeastOne />
      </FormProvider>
    </FormDialog>
  );
}

/** The rules of tags beside those that are there, in the language shown. */
function useTagForm(present: readonly Tag[]) {
  const { t } = useTranslation();
  return useMemo(
    () =>
      z.object({
        tags: tagList({
          taken: present.map(({ key }) => key),
          twice: t('tags.twice'),
          present: t('tags.present'),
        }),
      }),
    [present, t],
  );
}

/** Edit Tag [G 2.1.7.2]: its value; the key stays. */
function EditTag({ item, tag, onClose }: TagDialogProps & { readonly tag: Tag }) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [value, setValue] = useState(tag.value);
  const broken = tagValueRule.safeParse(value).error?.issues[0];
  const label = t('tags.value');
  const { run, busy, error } = useTagAct(item, 'create', {
    told: () => t('tags.editDialog.done', { key: tag.key }),
    onClose,
  });
  return (
    <FormDialog
      title={t('tags.editDialog.title')}
      error={error}
      busy={busy}
      complete={!broken}
      onSubmit={() => void run([{ key: tag.key, value }])}
      onClose={onClose}
    >
      <TextField
        label={t('tags.key')}
        value={tag.key}
        slotProps={{ htmlInput: { readOnly: true }, input: { sx: { bgcolor: 'sunken' } } }}
      />
      <TextField
        label={label}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        autoFocus
        autoComplete="off"
        error={broken !== undefined}
        helperText={(broken && fieldError({ message: broken.message }, label)) ?? t('tags.valueHelp')}
      />
    </FormDialog>
  );
}

/** Delete Tag [G 2.1.7.3]. */
function DeleteTags({ item, tags, onClose }: TagDialogProps & { readonly tags: readonly Tag[] }) {
  const { t } = useTranslation();
  // Behind the dialog they are gone before the dialog is.
  const [asked] = useState(tags);
  const { run, busy, error } = useTagAct(item, 'delete', {
    told: (count) => t('tags.deleteDialog.done', { count }),
    onClose,
  });
  return (
    <FormDialog
      title={t('tags.deleteDialog.title', { count: asked.length })}
      error={error}
      busy={busy}
      danger
      submitLabel={t('tags.deleteDialog.confirm')}
      onSubmit={() => void run(asked)}
      onClose={onClose}
    >
      <Box
        component="ul"
        aria-label={t('tags.label')}
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          border: 1,
          borderColor: 'hairline',
          borderRadius: 1,
          '& > li': { px: 1.5, py: 0.75, overflowWrap: 'anywhere' },
          '& > li + li': { borderTop: 1, borderColor: 'hairline' },
        }}
      >
        {asked.map(({ key, value }) => (
          <li key={key}>
            <strong>{key}</strong>
            {value !== '' && ` = ${value}`}
          </li>
        ))}
      </Box>
      <Alert severity="warning" variant="outlined">
        {t('tags.deleteDialog.effect')}
      </Alert>
    </FormDialog>
  );
}

function useTagAct(
  item: Tagged,
  action: 'create' | 'delete',
  { told, onClose }: { readonly told: (count: number) => string; readonly onClose: () => void },
) {
  const notify = useNotify();
  return useAct({
    act: (tags: readonly { readonly key: string; readonly value?: string | undefined }[]) =>
      item.change(
        action,
        tags.map(({ key, value = '' }) => ({ key, value })),
      ),
    onSettled: () => item.onSettled(),
    onDone: (_answer, tags) => {
      notify({ severity: 'success', message: told(tags.length) });
      onClose();
    },
  });
}
