import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../src/testing/index.ts';

describe('KEY-13 a page of the key list is read from an index, not sorted', () => {
  let place: TestStore;
  beforeAll(async () => {
    place = await openTestStore('sqlite');
  });
  afterAll(() => place.remove());

  it.each([
    'alias',
    'state',
    'spec',
    'usage',
    `coalesce(keys.material_expires_at, ${Number.MAX_SAFE_INTEGER})`,
    'origin',
    'enterprise_project_id',
    'created_at',
  ])('by %s', async (expression) => {
    const order = sql.raw(expression);
    const plan = await sql<{ detail: string }>`explain query plan select * from keys
      where account_id = 'a' and project_id = 'p' order by ${order}, keys.id limit 21`.execute(
      place.store.read,
    );
    const text = plan.rows.map((row) => row.detail).join('\n');
    expect(text).toContain('USING INDEX');
    if (expression !== 'alias') expect(text).not.toContain('USE TEMP B-TREE');
  });
});
