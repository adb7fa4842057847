import { describe, expect, it } from 'vitest';
import { leafData } from '../../../src/audit/tree/leaf-data.ts';
import { traceColumns } from '../../../src/store/trace-columns.ts';
import { trace } from '../../store/stored-trace.ts';

/** Reads netstrings from their bytes. */
function valuesOf(data: string): string[] {
  const bytes = Buffer.from(data);
  const values: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const colon = bytes.indexOf(':', at);
    const end = colon + 1 + Number(bytes.toString('latin1', at, colon));
    values.push(bytes.toString('utf8', colon + 1, end));
    expect(bytes.toString('latin1', end, end + 1)).toBe(',');
    at = end + 1;
  }
  return values;
}

describe('TRC-06 bytes of a leaf', () => {
  it.each([
    ['ASCII alone', '{"text":"a"}', 'n'],
    ['two bytes a character', '{"text":"é"}', 'ü'],
    ['three bytes a character', '{"text":"密"}', '钥'],
    ['four bytes a character', '{"text":"🔑"}', '🔐'],
    ['nothing in a column', '', ''],
    ['what looks like a netstring', '3:abc,', '0:,'],
  ])('count the bytes of UTF-8: %s', (_what, body, name) => {
    const row = { ...trace('a'), body, resource_name: name };
    expect(valuesOf(leafData(row))).toEqual([
      'dewpoint-trace-v1',
      ...traceColumns.map((column) => String(row[column])),
    ]);
  });

  it('are as the format says, letter for letter', () => {
    const row = { ...trace('t'), body: '{"é":1}' };
    expect(leafData(row)).toBe(
      '17:dewpoint-trace-v1,1:t,1:a,1:p,13:1800000000000,9:createKey,3:KMS,3:cmk,1:r,1:n,1:u,5:admin,6:normal,3:200,9:192.0.2.1,1:q,8:{"é":1},',
    );
  });
});
