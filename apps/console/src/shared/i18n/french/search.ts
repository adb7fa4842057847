import type { Catalogue } from '../catalogue.ts';
import type { englishSearch } from '../english/search.ts';

/** The words of the search over everything in French. */
export const frenchSearch: Catalogue<typeof englishSearch> = {
  search: {
    label: 'Rechercher',
    placeholder: 'Noms, alias, ID, étiquettes et descriptions',
    kind: {
      key: 'Clés',
      secret: 'Secrets',
      user: 'Utilisateurs',
      group: 'Groupes d’utilisateurs',
      policy: 'Stratégies',
    },
    pinned: 'Épinglés',
    recent: 'Ouverts récemment',
    results: 'Résultats',
    nothing: 'Rien de ce que vous pouvez voir ne correspond.',
    start:
      'Saisissez une partie d’un nom, un ID, une étiquette ou une description. Ce que vous épinglez ou ouvrez s’affiche ici.',
    tag: 'Étiquette {{tag}}',
    pin: 'Épingler {{name}}',
    unpin: 'Désépingler {{name}}',
    help: 'Flèches pour choisir, Entrée pour ouvrir, Échap pour fermer.',
  },
};
