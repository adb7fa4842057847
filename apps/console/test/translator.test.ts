import { describe, expect, it } from 'vitest';
import { chinese } from '../src/shared/i18n/chinese/chinese.ts';
import { english } from '../src/shared/i18n/english/english.ts';
import { addEnglish } from '../src/shared/i18n/later-english.ts';
import { listed } from '../src/shared/i18n/use-listed.ts';
import { addTexts, type TextKey, translator } from '../src/shared/i18n/words.ts';

addEnglish(english);
addTexts('zh', chinese);
const inEnglish = translator('en');
const inChinese = translator('zh');

describe('the translator', () => {
  it('chooses the plural form of the language', () => {
    expect(inEnglish('list.lastDays', { count: 1 })).toBe('last day');
    expect(inEnglish('list.lastDays', { count: 7 })).toBe('last 7 days');
    expect(inChinese('list.lastDays', { count: 1 })).toBe(
      chinese.list.lastDays_other.replace('{{count}}', '1'),
    );
  });

  it('says none and one alike in French, and needs no form for millions', () => {
    addTexts('fr', { list: { lastDays_one: 'dernier jour', lastDays_other: '{{count}} derniers jours' } });
    const inFrench = translator('fr');
    expect(inFrench('list.lastDays', { count: 0 })).toBe('dernier jour');
    expect(inFrench('list.lastDays', { count: 2 })).toBe('2 derniers jours');
    expect(inFrench('list.lastDays', { count: 1_000_000 })).toBe('1000000 derniers jours');
  });

  it('fills in values as they are, and nothing for one that is not given', () => {
    const values = { id: 'Key', used: '$& {{quota}} <b>', quota: 3 };
    expect(inEnglish('keys.quota', values)).toBe('$& {{quota}} <b> of 3 keys used.');
    expect(inEnglish('keys.quota', { used: 1 })).toBe('1 of  keys used.');
  });

  it('says in English what another language lacks, and the key of what nobody says', () => {
    const added = 'probe.only' as TextKey;
    expect(inChinese(added)).toBe('probe.only');
    addEnglish({ probe: { only: 'in English' } });
    expect(inChinese(added)).toBe('in English');
    expect(inChinese('keys.title')).toBe(chinese.keys.title);
  });

  it('adds the texts of a feature to those that are there', () => {
    addEnglish({ keys: { probe: 'new' } });
    expect(inEnglish('keys.title')).toBe(english.keys.title);
  });
});

describe('words one after another', () => {
  it.each([
    ['en', 'Version creation, Secret rotation'],
    ['zh-CN', 'Version creation、Secret rotation'],
  ])('are told apart in %s', (locale, expected) => {
    expect(listed(['Version creation', 'Secret rotation'], locale)).toBe(expected);
  });
});
