import { screen } from '@testing-library/react';

/** The row of a key in the list. */
export function rowOf(alias: string): HTMLElement {
  const row = screen.getByRole('link', { name: alias }).closest<HTMLElement>('[role=row]');
  if (!row) throw new Error(`${alias} stands in no row`);
  return row;
}
