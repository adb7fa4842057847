import type { Catalogue } from '../catalogue.ts';
import type { englishNotFound } from '../english/not-found.ts';

/** The words of the page of an address that leads nowhere in French. */
export const frenchNotFound: Catalogue<typeof englishNotFound> = {
  notFound: {
    title: 'Cette page n’existe pas',
    why: 'L’adresse est peut-être mal écrite, ou ce qu’elle désignait n’existe plus.',
    home: 'Aller à la gestion des clés',
  },
};
