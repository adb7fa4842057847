import type { Texts } from './catalogue.ts';

/** Names of texts: `keys.column.alias`; of a text with plural forms the name without the form. */
export type TextKey = KeyOf<Texts>;
type KeyOf<Given> = {
  [Key in keyof Given & string]: Given[Key] extends string
    ? WithoutPlural<Key>
    : `${Key}.${KeyOf<Given[Key]>}`;
}[keyof Given & string];
type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${Intl.LDMLPluralRule}` ? Stem : Key;

/** What is filled in for `{{name}}`; `count` also chooses the plural form. */
export type TextValues = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, values?: TextValues) => string;

/** English stands in for what another language does not say. */
const FALLBACK = 'en';
const textsOf = new Map<string, Map<string, string>>();

/** Adds the texts of a catalogue to a language; a text that is there already is replaced. */
export function addTexts(language: string, catalogue: object): void {
  const texts = textsOf.get(language) ?? new Map<string, string>();
  textsOf.set(language, texts);
  addFlat(texts, catalogue, '');
}

function addFlat(texts: Map<string, string>, catalogue: object, above: string): void {
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') texts.set(above + key, value);
    else addFlat(texts, value, `${above}${key}.`);
  }
}

/** The function that says texts in a language. What no catalogue has is said by its key. */
export function translator(language: string): Translate {
  const order = [...new Set([language, FALLBACK])].map((code) => ({
    code,
    plural: new Intl.PluralRules(code),
  }));
  return (key, values = {}) => {
    for (const { code, plural } of order) {
      const texts = textsOf.get(code);
      const form = typeof values.count === 'number' ? plural.select(values.count) : undefined;
      // What counts in digits needs no form for millions (French `many`).
      const text = form
        ? (texts?.get(`${key}_${form}`) ?? texts?.get(`${key}_other`) ?? texts?.get(key))
        : texts?.get(key);
      if (text !== undefined) return filledIn(text, values);
    }
    return key;
  };
}

function filledIn(text: string, values: TextValues): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
