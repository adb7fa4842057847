import './danger-texts.ts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { tagOf } from '../i18n/i18n.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { TimeText } from '../time/time-text.tsx';

/** How often one user did one thing with a resource, and when last (ms since 1970 UTC). */
export interface Use {
  readonly principalId: string;
  readonly principalName: string;
  /** Trace name. */
  readonly operation: string;
  readonly count: number;
  readonly lastUsedAt: number;
}

interface UseTableProps {
  readonly label: string;
  /** `of` names what was used. */
  readonly uses: readonly (Use & { readonly of: string })[];
  /** Head of the column that says of what, where the uses of several stand together. */
  readonly ofHead?: string | undefined;
}

/** In a dialog five columns stand side by side, and on a phone four; the last one must not be cut off. */
const tight = (always: boolean) => ({
  '& .MuiTableCell-root': {
    ...(always
      ? { px: { xs: 0.75, sm: 1 }, fontSize: '0.8125rem' }
      : { px: { xs: 0.75, sm: 2 }, fontSize: { xs: '0.8125rem', sm: '0.875rem' } }),
    overflowWrap: 'break-word',
  },
});

/** Who did what with a resource, how often, and when last. */
export function UseTable({ label, uses, ofHead }: UseTableProps) {
  const { t, language } = useTranslation();
  const numbers = new Intl.NumberFormat(tagOf(language));
  return (
    <TableContainer tabIndex={0} role="region" aria-label={label} sx={{ maxHeight: 320 }}>
      <Table size="small" stickyHeader sx={tight(ofHead !== undefined)}>
        <TableHead>
          <TableRow>
            {ofHead !== undefined && <TableCell>{ofHead}</TableCell>}
            <TableCell>{t('use.principal')}</TableCell>
            <TableCell>{t('use.operation')}</TableCell>
            <TableCell align="right">{t('use.count')}</TableCell>
            <TableCell>{t('use.last')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {uses.map((use) => (
            <TableRow key={`${use.of} ${use.principalId} ${use.operation}`}>
              {ofHead !== undefined && <TableCell>{use.of}</TableCell>}
              <TableCell>{use.principalName}</TableCell>
              <TableCell>{use.operation}</TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                {numbers.format(use.count)}
              </TableCell>
              <TableCell sx={{ whiteSpace: { sm: 'nowrap' } }}>
                <TimeText at={use.lastUsedAt} short />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
