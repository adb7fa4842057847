import type { IncomingMessage } from 'node:http';

export const languages = ['en', 'zh', 'fr'] as const;
export type Language = (typeof languages)[number];

/** The language of `Accept-Language` (RFC 9110 12.5.4) that pages speak and the browser wants most; English otherwise. */
export function languageOf(request: IncomingMessage): Language {
  let best: { language: Language; quality: number } = { language: 'en', quality: 0 };
  for (const range of (request.headers['accept-language'] ?? '').slice(0, 512).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
    const quality = q === undefined ? 1 : Number(q.slice(2));
    const language = languages.find((l) => tag === l || tag.startsWith(`${l}-`));
    if (language && quality > best.quality) best = { language, quality };
  }
  return best.language;
}
