/** Rows as CSV (RFC 4180), every field in quotes. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}
