import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyListDefinition } from '../src/features/keys/list/key-filters.ts';
import { type KeyListState, searchOf } from '../src/features/keys/list/key-list-url.ts';
import { contractRules } from '../src/shared/forms/contract-rules.ts';
import { isFilterValue } from '../src/shared/list/list-definition.ts';
import { readListState, writeListState } from '../src/shared/list/list-url.ts';

const NOW = Date.UTC(2026, 10, 22, 3, 15);

describe('KEY-13 the key list in the URL', () => {
  it('reads back what it wrote, the first page and any other', () => {
    const state: KeyListState = {
      filters: [
        { property: 'q', value: 'orders & more' },
        { property: 'status', value: 'enabled' },
        { property: 'status', value: 'disabled' },
        { property: 'created', value: '7d' },
        { property: 'tag', value: 'a\\=b=c' },
      ],
      sort: 'expires',
      size: 50,
      cursor: 'opaque/+=',
      page: 3,
    };
    expect(
      readListState(
        keyListDefinition,
        new URLSearchParams(writeListState(keyListDefinition, state).toString()),
      ),
    ).toEqual(state);
    const first = { ...state, cursor: null, page: 1 };
    expect(readListState(keyListDefinition, writeListState(keyListDefinition, first))).toEqual(first);
  });

  it('has a short address as it starts', () => {
    expect(
      writeListState(keyListDefinition, readListState(keyListDefinition, new URLSearchParams())).toString(),
    ).toBe('');
  });

  it('never asks the server for what it would refuse, whatever the address says', () => {
    const names = fc.constantFrom(...keyListDefinition.properties, 'sort', 'size', 'cursor', 'page');
    const address = fc.array(
      fc.tuple(
        names,
        fc.oneof(fc.string(), fc.constantFrom('enabled', '7d', '2026-01-01..2026-02-30', '-alias')),
      ),
    );
    fc.assert(
      fc.property(address, (parameters) => {
        const state = readListState(keyListDefinition, new URLSearchParams(parameters));
        const { cursor: _cursor, ...search } = searchOf(
          { ...state, filters: state.filters.slice(0, 20) },
          NOW,
          'Europe/Paris',
        );
        expect(contractRules['kms.searchKeys'].input.safeParse(search).error).toBeUndefined();
      }),
    );
  });

  it('asks the same question all day, from midnight in the zone of the user', () => {
    const state = readListState(keyListDefinition, new URLSearchParams('created=7d'));
    const inParis = searchOf(state, NOW, 'Europe/Paris');
    expect(inParis.createdFrom).toBe(Date.UTC(2026, 10, 14, 23));
    expect(searchOf(state, NOW + 3_600_000, 'Europe/Paris')).toEqual(inParis);
    // 03:15 UTC is still the day before in Los Angeles.
    expect(searchOf(state, NOW, 'America/Los_Angeles').createdFrom).toBe(Date.UTC(2026, 10, 14, 8));
  });

  it('takes whole days of the zone, also where the clocks change', () => {
    const state = readListState(keyListDefinition, new URLSearchParams('created=2026-03-29..2026-03-29'));
    const { createdFrom, createdTo } = searchOf(state, NOW, 'Europe/Paris');
    expect(createdFrom).toBe(Date.UTC(2026, 2, 28, 23));
    expect(createdTo).toBe(Date.UTC(2026, 2, 29, 22) - 1);
  });

  it('drops values that are none', () => {
    expect(isFilterValue(keyListDefinition, { property: 'status', value: 'frozen' })).toBe(false);
    expect(isFilterValue(keyListDefinition, { property: 'created', value: '0d' })).toBe(false);
    expect(isFilterValue(keyListDefinition, { property: 'q', value: '' })).toBe(false);
  });
});
