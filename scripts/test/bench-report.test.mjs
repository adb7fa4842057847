import { describe, expect, it } from 'vitest';
import { resultsIn, table } from '../lib/bench-report.mjs';

describe('pnpm bench', () => {
  it('tells results from remarks', () => {
    expect(resultsIn('warming up\n{"name":"echo","perSecond":73000}\n\n[1]\n{"name":\n')).toEqual({
      results: [{ name: 'echo', perSecond: 73000 }],
      remarks: ['warming up', '[1]', '{"name":'],
    });
  });

  it('prints a table of all results, numbers to the right', () => {
    const results = [
      { name: 'echo', perSecond: 73012.4 },
      { name: 'encrypt-data', perSecond: 28500, ratio: 0.39041 },
    ];
    expect(table(results)).toBe(
      [
        'name          perSecond  ratio',
        '------------  ---------  -----',
        'echo             73,012',
        'encrypt-data     28,500   0.39',
      ].join('\n'),
    );
  });
});
