import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Typography from '@mui/material/Typography';
import { type DataColumn, DataTable } from '../components/data-table.tsx';
import { useDialogParam } from '../components/use-dialog-param.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import type { Tag } from './tag-rules.ts';

interface TagTableProps {
  readonly tags: readonly Tag[];
  /** Why they cannot be changed; null when they can. */
  readonly whyNot: string | null;
  /** Keys of the chosen ones. */
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

export function TagTable({ tags, whyNot, chosen, onChoose }: TagTableProps) {
  const { t } = useTranslation();
  const plain: DataColumn<Tag>[] = [
    {
      name: 'key',
      head: t('tags.key'),
      cell: ({ key }) => <Typography sx={{ fontWeight: 600 }}>{key}</Typography>,
    },
    {
      name: 'value',
      head: t('tags.value'),
      cell: ({ value }) =>
        value === '' ? (
          <Typography component="span" color="textSecondary">
            {t('tags.noValue')}
          </Typography>
        ) : (
          value
        ),
    },
  ];
  const choice: DataColumn<Tag> = {
    name: 'choice',
    head: '',
    headCell: <ChooseAll tags={tags} chosen={chosen} onChoose={onChoose} />,
    cell: ({ key }) => <Choose tagKey={key} chosen={chosen} onChoose={onChoose} />,
    bare: true,
    width: 56,
  };
  const operation: DataColumn<Tag> = {
    name: 'operation',
    head: t('tags.operation'),
    cell: ({ key }) => <TagActions tagKey={key} />,
    bare: true,
    width: 200,
  };
  return (
    <DataTable
      label={t('tags.label')}
      rows={tags}
      keyOf={({ key }) => key}
      columns={whyNot === null ? [choice, ...plain, operation] : plain}
    />
  );
}

type ChoiceProps = Pick<TagTableProps, 'chosen' | 'onChoose'>;

function ChooseAll({ tags, chosen, onChoose }: ChoiceProps & Pick<TagTableProps, 'tags'>) {
  const { t } = useTranslation();
  const count = tags.filter(({ key }) => chosen.has(key)).length;
  const all = count === tags.length;
  return (
    <Checkbox
      checked={all}
      indeterminate={count > 0 && !all}
      onChange={() => onChoose(new Set(all ? [] : tags.map(({ key }) => key)))}
      sx={{ p: 0.5, ml: -0.5 }}
      slotProps={{ input: { 'aria-label': t('tags.selectAll') } }}
    />
  );
}

function Choose({ tagKey, chosen, onChoose }: ChoiceProps & { readonly tagKey: string }) {
  const { t } = useTranslation();
  const isChosen = chosen.has(tagKey);
  return (
    <Checkbox
      checked={isChosen}
      onChange={() => {
        const next = new Set(chosen);
        if (isChosen) next.delete(tagKey);
        else next.add(tagKey);
        onChoose(next);
      }}
      sx={{ p: 0.5, ml: -0.5 }}
      slotProps={{ input: { 'aria-label': t('tags.select', { key: tagKey }) } }}
    />
  );
}

function TagActions({ tagKey }: { readonly tagKey: string }) {
  const { t } = useTranslation();
  const { open } = useDialogParam(['tag']);
  return (
    <Box sx={{ display: 'flex', gap: 0.5, ml: -1.25 }}>
      <Button
        size="small"
        startIcon={<EditOutlined />}
        aria-label={t('tags.editNamed', { key: tagKey })}
        onClick={() => open('editTag', { tag: [tagKey] })}
      >
        {t('tags.edit')}
      </Button>
      <Button
        size="small"
        color="error"
        startIcon={<DeleteOutlined />}
        aria-label={t('tags.deleteNamed', { key: tagKey })}
        onClick={() => open('deleteTags', { tag: [tagKey] })}
      >
        {t('tags.delete')}
      </Button>
    </Box>
  );
}
