import { crashLoop } from '../support/crash-loop.ts';
import { Product } from '../support/product.ts';
import { expect, test } from '../support/test.ts';

test.describe('TRC-02 the store after kill -9 in the middle of writes', () => {
  test('has lost nothing that was acknowledged after 200 crashes', async () => {
    await using product = await Product.create({ DEWPOINT_QUOTA_KEYS: '10000000' });
    const report = await crashLoop(product, 200);
    expect(report.acknowledged).toBeGreaterThan(2000);
    expect(report).toMatchObject({ lostKeys: [], lostCiphertexts: [], lostTraces: [], untracedKeys: 0 });
    expect(report.integrity).toBe('ok');
  });
});
