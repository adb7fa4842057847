import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { Fragment, useId, useState } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { shortTime } from '../../../shared/time/format-time.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import { RatingText } from '../rating-text.tsx';
import type { Trace } from '../trace-queries.ts';
import { TraceFacts } from './trace-facts.tsx';

interface TraceTableProps {
  readonly traces: readonly Trace[];
  readonly onView: (traceId: string) => void;
}

/** The traces as a table whose rows open, and as cards where a table has no room. */
export function TraceTable(props: TraceTableProps) {
  const asCards = useMediaQuery((theme) => theme.breakpoints.down('md'), { noSsr: true });
  return asCards ? <Cards {...props} /> : <Rows {...props} />;
}

const columns = [
  'name',
  'resourceType',
  'source',
  'resource',
  'status',
  'operator',
  'time',
  'operation',
] as const;

function Rows({ traces, onView }: TraceTableProps) {
  const { t } = useTranslation();
  return (
    <TableContainer tabIndex={0} role="group" aria-label={t('traces.tabs.list')}>
      <Table size="small" aria-label={t('traces.tabs.list')}>
        <TableHead>
          <TableRow>
            <TableCell component="td" sx={{ width: 40, p: 0 }} />
            {columns.map((name) => (
              <TableCell key={name}>{t(`traces.column.${name}`)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {traces.map((trace) => (
            <Row key={trace.id} trace={trace} onView={onView} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Row({ trace, onView }: { readonly trace: Trace; readonly onView: TraceTableProps['onView'] }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const cell = { overflowWrap: 'anywhere' } as const;
  return (
    <Fragment>
      <TableRow hover sx={{ '& > td': { borderBottom: open ? 0 : undefined } }}>
        <TableCell sx={{ p: 0, pl: 0.5 }}>
          <Expander trace={trace} open={open} controls={detailsId} onToggle={() => setOpen(!open)} />
        </TableCell>
        <TableCell sx={{ fontWeight: 500 }}>{trace.name}</TableCell>
        <TableCell sx={cell}>{trace.resourceType}</TableCell>
        <TableCell>{trace.serviceType}</TableCell>
        <TableCell sx={cell}>{trace.resourceName}</TableCell>
        <TableCell>
          <RatingText rating={trace.rating} />
        </TableCell>
        <TableCell sx={cell}>{trace.userName}</TableCell>
        <TableCell sx={{ whiteSpace: 'nowrap' }}>
          <TimeText at={trace.time} short />
        </TableCell>
        <TableCell>
          <ViewButton trace={trace} onView={onView} />
        </TableCell>
      </TableRow>
      {open && (
        <TableRow id={detailsId}>
          <TableCell colSpan={columns.length + 1} sx={{ p: 0, bgcolor: 'sunken' }}>
            <Box sx={{ pl: 4 }}>
              <TraceFacts trace={trace} />
            </Box>
          </TableCell>
        </TableRow>
      )}
    </Fragment>
  );
}

function Cards({ traces, onView }: TraceTableProps) {
  const { t } = useTranslation();
  return (
    <Box component="ul" aria-label={t('traces.tabs.list')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {traces.map((trace) => (
        <Card key={trace.id} trace={trace} onView={onView} />
      ))}
    </Box>
  );
}

function Card({ trace, onView }: { readonly trace: Trace; readonly onView: TraceTableProps['onView'] }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <Box component="li" sx={{ py: 1, '& + &': { borderTop: 1, borderColor: 'hairline' } }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.5, pr: 1.5 }}>
        <Expander trace={trace} open={open} controls={detailsId} onToggle={() => setOpen(!open)} />
        <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
          <Typography sx={{ fontWeight: 500 }}>{trace.name}</Typography>
          <Typography variant="body2" color="textSecondary">
            {[trace.serviceType, trace.resourceName, trace.userName].filter(Boolean).join(' · ')}
          </Typography>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2 }}>
            <Typography variant="body2" component="div">
              <RatingText rating={trace.rating} />
            </Typography>
            <Typography variant="body2" color="textSecondary" component="div">
              <TimeText at={trace.time} short />
            </Typography>
            <ViewButton trace={trace} onView={onView} />
          </Box>
        </Box>
      </Box>
      {open && (
        <Box id={detailsId} sx={{ mt: 1, bgcolor: 'sunken' }}>
          <TraceFacts trace={trace} />
        </Box>
      )}
    </Box>
  );
}

interface ExpanderProps {
  readonly trace: Trace;
  readonly open: boolean;
  readonly controls: string;
  readonly onToggle: () => void;
}

function Expander({ trace, open, controls, onToggle }: ExpanderProps) {
  const { t } = useTranslation();
  const label = t(open ? 'traces.collapse' : 'traces.expand', useNameOf(trace));
  return (
    <IconButton
      aria-label={label}
      aria-expanded={open}
      aria-controls={open ? controls : undefined}
      onClick={onToggle}
      sx={{ p: 0.5 }}
    >
      <ExpandMoreOutlined
        fontSize="small"
        sx={{ transform: open ? 'none' : 'rotate(-90deg)', transition: 'transform 120ms' }}
      />
    </IconButton>
  );
}

function ViewButton({
  trace,
  onView,
}: {
  readonly trace: Trace;
  readonly onView: TraceTableProps['onView'];
}) {
  const { t } = useTranslation();
  return (
    <Button
      size="small"
      aria-label={t('traces.viewNamed', useNameOf(trace))}
      onClick={() => onView(trace.id)}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {t('traces.view')}
    </Button>
  );
}

/** Tells traces apart for who hears them. */
function useNameOf({ name, time }: Trace): { readonly name: string; readonly time: string } {
  const { timeZone } = useTimeZone();
  return { name, time: shortTime(time, timeZone) };
}
