import { type SecretEventType, secretEventTypeNames } from '@dewpoint/contract';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { DataTable } from '../../shared/components/data-table.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { eventTypeFacts } from '../../shared/secret-events/event-types.ts';
import { LevelText } from '../../shared/secret-events/level-text.tsx';

interface EventTypeChoiceProps {
  readonly chosen: readonly SecretEventType[];
  readonly onChange: (chosen: readonly SecretEventType[]) => void;
}

/** Event Type [G 2.2.5]: one or more, each with what triggers it. */
export function EventTypeChoice({ chosen, onChange }: EventTypeChoiceProps) {
  const { t } = useTranslation();
  const narrow = useMediaQuery((theme) => theme.breakpoints.down('sm'), { noSsr: true });
  // The order of the table, whatever the order of the clicks.
  const toggle = (type: SecretEventType) =>
    onChange(secretEventTypeNames.filter((name) => chosen.includes(name) !== (name === type)));
  const Choices = narrow ? ChoiceList : ChoiceTable;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography color="textSecondary" sx={{ mb: 0.5 }}>
        {t('events.types')} *
      </Typography>
      <Box sx={{ border: 1, borderColor: 'hairline', borderRadius: 1, overflow: 'hidden' }}>
        <Choices chosen={chosen} onToggle={toggle} onChange={onChange} />
      </Box>
      {chosen.length === 0 && (
        <Typography variant="caption" component="div" color="textSecondary" sx={{ mt: 0.5 }}>
          {t('events.typesHelp')}
        </Typography>
      )}
    </Box>
  );
}

interface ChoicesProps extends EventTypeChoiceProps {
  readonly onToggle: (type: SecretEventType) => void;
}

function ChoiceTable({ chosen, onToggle, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const all = chosen.length === secretEventTypeNames.length;
  return (
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
          width: 40,
          cell: (type) => (
            <Checkbox
              sx={{ p: 0 }}
              checked={chosen.includes(type)}
              onChange={() => onToggle(type)}
              slotProps={{ input: { 'aria-label': t(`secretEvents.type.${type}`) } }}
            />
          ),
        },
        { name: 'type', head: t('events.types'), cell: (type) => t(`secretEvents.type.${type}`) },
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
  );
}

/** The same where a table has no room. */
function ChoiceList({ chosen, onToggle }: ChoicesProps) {
  const { t } = useTranslation();
  return (
    <Box component="ul" aria-label={t('events.types')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {secretEventTypeNames.map((type) => (
        <Box component="li" key={type} sx={{ p: 1.5, '& + &': { borderTop: 1, borderColor: 'hairline' } }}>
          <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 1 }}>
            <FormControlLabel
              sx={{ m: 0, gap: 1 }}
              control={
                <Checkbox sx={{ p: 0 }} checked={chosen.includes(type)} onChange={() => onToggle(type)} />
              }
              label={t(`secretEvents.type.${type}`)}
            />
            <Typography variant="body2" component="div">
              <LevelText type={type} />
            </Typography>
          </Box>
          <Typography variant="body2" color="textSecondary" sx={{ pl: 3.5 }}>
            {t(`secretEvents.description.${type}`)}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
