import type { Catalogue } from '../catalogue.ts';
import type { englishEntities } from '../english/entities.ts';

/** The words that lists and dialogs of named things share, in French. */
export const frenchEntities: Catalogue<typeof englishEntities> = {
  entities: {
    more: 'Afficher plus',
    name: 'Nom',
    description: 'Description',
    optional: 'Facultatif.',
    typeThis: 'Saisissez {{name}} pour confirmer.',
    noneFound: 'Aucun résultat',
    status: 'État',
    enabled: 'Activé',
    disabled: 'Désactivé',
    enable: 'Activer',
    disable: 'Désactiver',
    delete: 'Supprimer',
    edit: 'Modifier',
    remove: 'Retirer',
    created: 'Créé le',
    operation: 'Opération',
  },
};
