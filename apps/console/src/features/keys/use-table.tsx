import './actions/action-texts.ts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { tagOf } from '../../shared/i18n/i18n.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { TimeText } from '../../shared/time/time-text.tsx';
import type { KeyRisk } from './api/key-queries.ts';

interface UseTableProps {
  readonly uses: readonly (KeyRisk['uses'][number] & { readonly keyAlias: string })[];
  /** Where the uses of several keys stand together. */
  readonly withAlias?: boolean;
}

/** Who did what with a key, how often, and when last. */
export function UseTable({ uses, withAlias = false }: UseTableProps) {
  const { t, language } = useTranslation();
  const numbers = new Intl.NumberFormat(tagOf(language));
  return (
    <TableContainer tabIndex={0} role="region" aria-label={t('keys.use.table')} sx={{ maxHeight: 320 }}>
      <Table
        size="small"
        stickyHeader
        // In a dialog five columns stand side by side; the last one must not be cut off.
        sx={withAlias ? { '& .MuiTableCell-root': { px: 1, fontSize: '0.8125rem' } } : {}}
      >
        <TableHead>
          <TableRow>
            {withAlias && <TableCell>{t('keys.create.alias')}</TableCell>}
            <TableCell>{t('keys.use.principal')}</TableCell>
            <TableCell>{t('keys.use.operation')}</TableCell>
            <TableCell align="right">{t('keys.use.count')}</TableCell>
            <TableCell>{t('keys.use.last')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {uses.map((use) => (
            <TableRow key={`${use.keyAlias} ${use.principalId} ${use.operation}`}>
              {withAlias && <TableCell>{use.keyAlias}</TableCell>}
              <TableCell>{use.principalName}</TableCell>
              <TableCell>{use.operation}</TableCell>
              <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                {numbers.format(use.count)}
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <TimeText at={use.lastUsedAt} short />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
