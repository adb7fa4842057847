import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorName, errorRow, operationIds, operationOf } from '@dewpoint/contract';
import { NetworkError } from '@dewpoint/contract/browser';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { contractRules } from '../src/shared/forms/contract-rules.ts';
import { chinese } from '../src/shared/i18n/chinese/chinese.ts';
import { chineseServerWords } from '../src/shared/i18n/chinese/server-words.ts';
import { englishAccessKeys } from '../src/shared/i18n/english/access-keys.ts';
import { englishCredentials } from '../src/shared/i18n/english/credentials.ts';
import { englishDanger } from '../src/shared/i18n/english/danger.ts';
import { english } from '../src/shared/i18n/english/english.ts';
import { englishEnterpriseProjects } from '../src/shared/i18n/english/enterprise-projects.ts';
import { englishEntities } from '../src/shared/i18n/english/entities.ts';
import { englishEvents } from '../src/shared/i18n/english/events.ts';
import { englishFileTool } from '../src/shared/i18n/english/file-tool.ts';
import { englishIdentity } from '../src/shared/i18n/english/identity.ts';
import { englishKeyActions } from '../src/shared/i18n/english/key-actions.ts';
import { englishKeyImport } from '../src/shared/i18n/english/key-import.ts';
import { englishKeyTabs } from '../src/shared/i18n/english/key-tabs.ts';
import { englishKeyTool } from '../src/shared/i18n/english/key-tool.ts';
import { englishNotFound } from '../src/shared/i18n/english/not-found.ts';
import { englishNotifications } from '../src/shared/i18n/english/notifications.ts';
import { englishOverview } from '../src/shared/i18n/english/overview.ts';
import { englishReplay } from '../src/shared/i18n/english/replay.ts';
import { englishSearch } from '../src/shared/i18n/english/search.ts';
import { englishSecretEvents } from '../src/shared/i18n/english/secret-events.ts';
import { englishSecretRotation } from '../src/shared/i18n/english/secret-rotation.ts';
import { englishSecrets } from '../src/shared/i18n/english/secrets.ts';
import { englishSettings } from '../src/shared/i18n/english/settings.ts';
import { englishTags } from '../src/shared/i18n/english/tags.ts';
import { englishTopics } from '../src/shared/i18n/english/topics.ts';
import { englishTraces } from '../src/shared/i18n/english/traces.ts';
import { french } from '../src/shared/i18n/french/french.ts';
import { frenchServerWords } from '../src/shared/i18n/french/server-words.ts';

const SOURCE = join(import.meta.dirname, '../src');
const sources = globSync('**/*.{ts,tsx}', { cwd: SOURCE })
  .filter((name) => !name.startsWith('shared/i18n/'))
  .map((name) => ({ name, text: readFileSync(join(SOURCE, name), 'utf8') }));

const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** Dotted keys and texts of a catalogue. */
function flat(texts: object, above = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[above + key, value]] : flat(value, `${above}${key}.`),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted();
}

const englishTexts = new Map([
  ...flat(englishKeyActions),
  ...flat({
    ...english,
    ...englishEntities,
    ...englishEvents,
    ...englishNotifications,
    ...englishSecretEvents,
    ...englishTopics,
    ...englishEnterpriseProjects,
    ...englishKeyTabs,
    ...englishTags,
    ...englishDanger,
    ...englishSecrets,
    ...englishKeyImport,
    ...englishAccessKeys,
    ...englishCredentials,
    ...englishSettings,
    ...englishOverview,
    ...englishSearch,
    ...englishTraces,
    ...englishIdentity,
    ...englishNotFound,
    ...englishFileTool,
    ...englishKeyTool,
    ...englishReplay,
    ...englishSecretRotation,
  }),
]);
const withoutPlural = (keys: Iterable<string>) =>
  [...new Set([...keys].map((key) => key.replace(PLURAL, '')))].toSorted();

const translations = [
  { language: 'Chinese', forms: ['other'], texts: new Map(flat(chinese)), sentences: chineseServerWords },
  {
    language: 'French',
    // CLDR has `many` too, for what is counted in words of millions; the console counts in digits.
    forms: ['one', 'other'],
    texts: new Map(french.flatMap((part) => flat(part))),
    sentences: frenchServerWords,
  },
];

describe.each(translations)('$language says everything', ({ texts, forms }) => {
  it('with the same keys', () => {
    expect(withoutPlural(texts.keys())).toEqual(withoutPlural(englishTexts.keys()));
  });

  it('with the plural forms that the language has', () => {
    const counted = [...englishTexts.keys()].filter((key) => PLURAL.test(key));
    const wanted = withoutPlural(counted).flatMap((key) => forms.map((form) => `${key}_${form}`));
    expect([...texts.keys()].filter((key) => PLURAL.test(key)).toSorted()).toEqual(wanted.toSorted());
  });

  it('with the same values filled in', () => {
    for (const [key, text] of texts) {
      const original = englishTexts.get(key) ?? englishTexts.get(key.replace(PLURAL, '_other')) ?? '';
      expect(placeholders(text), key).toEqual(placeholders(original));
    }
  });

  it('with nothing left empty', () => {
    for (const [key, text] of [...englishTexts, ...texts]) expect(text.trim(), key).not.toBe('');
  });
});

it('French keeps punctuation with the word before it (Lexique des règles typographiques, Imprimerie nationale)', () => {
  const all = [...french.flatMap((part) => flat(part)), ...Object.entries(frenchServerWords)];
  // In a list of characters (`_ . :`) they are no punctuation.
  const wrong = all.filter(([, text]) => /(?<![_.]) [:;?!»]|« |[\p{L})][?!;]|'/u.test(text));
  expect(wrong).toEqual([]);
});

describe('the catalogues hold what the console says, and nothing else', () => {
  const exact = new Set<string>();
  const prefixes: RegExp[] = [];
  for (const { text } of sources) {
    for (const [, key = ''] of text.matchAll(/['"`]([a-zA-Z][\w-]*(?:\.[\w-]+)+)['"`]/g)) exact.add(key);
    for (const [, name = ''] of text.matchAll(/\bt\(\s*'(\w+)'/g)) exact.add(name);
    for (const [, template = ''] of text.matchAll(/`([a-zA-Z][\w-]*\.[^`\s]*\$\{[^`]*)`/g)) {
      const pattern = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
      prefixes.push(new RegExp(`^${pattern.join('[\\w-]+')}$`));
    }
  }

  it('uses every key', () => {
    const unused = withoutPlural(englishTexts.keys()).filter(
      (key) => !exact.has(key) && !prefixes.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});

describe('no words stand in a component', () => {
  const WORDS = /\p{L}{2,}/u;
  const SPOKEN = new Set(['label', 'title', 'alt', 'placeholder', 'helperText', 'aria-label', 'titleAccess']);

  function wordsIn(node: unknown, found: string[] = []): string[] {
    if (Array.isArray(node)) for (const child of node) wordsIn(child, found);
    else if (typeof node === 'object' && node !== null) {
      const type = Reflect.get(node, 'type');
      const value = Reflect.get(node, 'value');
      if (type === 'JSXText' && typeof value === 'string' && WORDS.test(value)) found.push(value.trim());
      if (type === 'JSXAttribute' && SPOKEN.has(String(Reflect.get(Reflect.get(node, 'name'), 'name')))) {
        const text: unknown =
          typeof value === 'object' && value !== null ? Reflect.get(value, 'value') : undefined;
        if (typeof text === 'string' && WORDS.test(text)) found.push(text);
      }
      for (const child of Object.values(node)) wordsIn(child, found);
    }
    return found;
  }

  it.each(sources.filter(({ name }) => name.endsWith('.tsx')))('$name', ({ text }) => {
    expect(wordsIn(parseAst(text, { lang: 'tsx' }))).toEqual([]);
  });

  it('finds words where there are some', () => {
    const found = wordsIn(parseAst('const x = <p title="A word"> and more </p>;', { lang: 'tsx' }));
    expect(found).toEqual(['A word', 'and more']);
  });
});

describe.each(translations)('messages of the server are known in $language', ({ sentences }) => {
  const always: readonly ErrorName[] = [
    'permissionDenied',
    'internal',
    'unavailable',
    'auditUnavailable',
    'throttled',
    'sessionMissing',
    'requestForged',
    'projectMismatch',
  ];
  const used = new Set(
    sources.flatMap(({ text }) =>
      [...text.matchAll(/'((?:kms|csms|console|iam|cts|smn|eps)\.\w+)'/g)].map(([, id]) => id),
    ),
  );
  const names = operationIds
    .filter((id) => used.has(id))
    .flatMap((id) => operationOf(id).refusals)
    .concat(always);

  it.each([...new Set(names)])('%s', (name) => {
    expect(Object.keys(sentences)).toContain(errorRow(name).message);
  });

  const tag = contractRules['kms.batchCreateKmsTags'].input.shape.tags.element.shape;
  const grant = contractRules['kms.createGrant'].input.shape;
  it.each([
    ['the key of a tag', tag.key, '#'],
    ['the key of a tag', tag.key, ' a'],
    ['the value of a tag', tag.value, '#'],
    ['the grantee', grant.granteePrincipal, '-'],
    ['the name of a grant', grant.name, ' '],
  ])('and the rule that %s breaks', (_name, rule, value) => {
    const broken = rule.safeParse(value).error?.issues ?? [];
    expect(broken.length).toBeGreaterThan(0);
    for (const { message } of broken) expect(Object.keys(sentences)).toContain(message);
  });

  it('and what the software root key says of itself, under its usual name', () => {
    const source = readFileSync(
      join(import.meta.dirname, '../../../packages/crypto-core/src/root/software.ts'),
      'utf8',
    );
    const said = [...source.matchAll(/`(AES-256 key in [^`]+)`/g)].map(([, text = '']) =>
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what stands in the source.
      text.replace('${basename(path)}', 'root.key'),
    );
    expect(said).toHaveLength(2);
    for (const sentence of said) expect(Object.keys(sentences)).toContain(sentence);
  });

  it('and that the server cannot be reached', () => {
    expect(Object.keys(sentences)).toContain(new NetworkError(null).message);
  });

  it.each(['not an alias', 'mine/default'])('and the rule that the alias "%s" breaks', (alias) => {
    const rule = contractRules['kms.createKey'].input.shape.keyAlias;
    for (const { message } of rule.safeParse(alias).error?.issues ?? []) {
      expect(Object.keys(sentences)).toContain(message);
    }
    expect(rule.safeParse(alias).success).toBe(false);
  });
});
