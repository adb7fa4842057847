import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { ReactNode } from 'react';

export interface DataColumn<Row> {
  readonly name: string;
  readonly head: string;
  /** In place of the head's text, e.g. a box that selects all. */
  readonly headCell?: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** On a card the value stands without its head: names, buttons. */
  readonly bare?: boolean;
  readonly width?: number | string;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** A short list that needs no grid: a table, and cards where a table has no room. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const asCards = useMediaQuery((theme) => theme.breakpoints.down('sm'), { noSsr: true });
  return asCards ? <Cards {...props} /> : <Rows {...props} />;
}

function Rows<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <TableContainer role="group" aria-label={label} tabIndex={0}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map(({ name, head, headCell, width }) => (
              <TableCell key={name} sx={{ width }}>
                {headCell ?? head}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={keyOf(row)} sx={{ '&:last-child > td': { border: 0 } }}>
              {columns.map(({ name, cell }) => (
                <TableCell key={name} sx={{ overflowWrap: 'anywhere' }}>
                  {cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Cards<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {rows.map((row) => (
        <Box
          component="li"
          key={keyOf(row)}
          sx={{ display: 'grid', gap: 0.75, p: 1.5, '& + &': { borderTop: 1, borderColor: 'hairline' } }}
        >
          {columns.map(({ name, head, cell, bare }) => (
            <Box key={name} sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              {!bare && (
                <Typography variant="caption" component="div" color="textSecondary">
                  {head}
                </Typography>
              )}
              {cell(row)}
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  );
}
