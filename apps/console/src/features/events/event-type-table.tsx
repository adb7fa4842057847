import { type SecretEventType, secretEventTypeNames } from '@dewpoint/contract';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import Typography from '@mui/material/Typography';
import { DataTable } from '../../shared/components/data-table.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { eventTypeFacts } from '../../shared/secret-events/event-types.ts';
import { LevelText } from '../../shared/secret-events/level-text.tsx';

interface EventTypeTableProps {
  readonly chosen: readonly SecretEventType[];
  readonly onChange: (chosen: readonly SecretEventType[]) => void;
}

/** Event Type [G 2.2.5]: one or more, each with what triggers it. */
export function EventTypeTable({ chosen, onChange }: EventTypeTableProps) {
  const { t } = useTranslation();
  const all = chosen.length === secretEventTypeNames.length;
  // The order of the table, whatever the order of the clicks.
  const toggled = (type: SecretEventType) =>
    secretEventTypeNames.filter((name) => chosen.includes(name) !== (name === type));
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography color="textSecondary" sx={{ mb: 0.5 }}>
        {t('events.types')} *
      </Typography>
      <Box sx={{ border: 1, borderColor: 'hairline', borderRadius: 1, overflow: 'hidden' }}>
        <DataTable
          label={t('events.types')}
          rows={secretEventTypeNames}
          keyOf={(type) => type}
          columns={[
            {
              name: 'chosen',
              head: '',
              headCell: (
                <Checkbox
                  sx={{ p: 0 }}
                  checked={all}
                  indeterminate={chosen.length > 0 && !all}
                  onChange={() => onChange(all ? [] : secretEventTypeNames)}
                  slotProps={{ input: { 'aria-label': t('events.allTypes') } }}
                />
              ),
              bare: true,
              width: 40,
              cell: (type) => (
                <Checkbox
                  sx={{ p: 0 }}
                  checked={chosen.includes(type)}
                  onChange={() => onChange(toggled(type))}
                  slotProps={{ input: { 'aria-label': t(`secretEvents.type.${type}`) } }}
                />
              ),
            },
            {
              name: 'type',
              head: t('events.types'),
              cell: (type) => t(`secretEvents.type.${type}`),
            },
            { name: 'level', head: t('events.level'), cell: (type) => <LevelText type={type} /> },
            {
              name: 'object',
              head: t('events.object'),
              cell: (type) => t(`secretEvents.object.${eventTypeFacts[type].object}`),
            },
            {
              name: 'description',
              head: t('entities.description'),
              width: '45%',
              cell: (type) => t(`secretEvents.description.${type}`),
            },
          ]}
        />
      </Box>
      {chosen.length === 0 && (
        <Typography variant="caption" component="div" color="textSecondary" sx={{ mt: 0.5 }}>
          {t('events.typesHelp')}
        </Typography>
      )}
    </Box>
  );
}
