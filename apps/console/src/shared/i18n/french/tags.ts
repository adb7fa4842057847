import type { Catalogue } from '../catalogue.ts';
import type { englishTags } from '../english/tags.ts';

/** The words of tags in French. */
export const frenchTags: Catalogue<typeof englishTags> = {
  tags: {
    count: '{{count}} sur {{max}} étiquettes.',
    label: 'Étiquettes',
    why: 'Les étiquettes permettent de distinguer, de retrouver et de comptabiliser.',
    add: 'Ajouter une étiquette',
    edit: 'Modifier',
    editNamed: 'Modifier l’étiquette {{key}}',
    delete: 'Supprimer',
    deleteNamed: 'Supprimer l’étiquette {{key}}',
    deleteSelected_one: 'Supprimer {{count}} étiquette',
    deleteSelected_other: 'Supprimer {{count}} étiquettes',
    key: 'Clé d’étiquette',
    value: 'Valeur d’étiquette',
    operation: 'Opération',
    noValue: 'Aucune valeur',
    keyHelp: 'Jusqu’à 128 lettres, chiffres, espaces et _ . : / = + - @',
    valueHelp: 'Facultatif. Jusqu’à 255 caractères du même type.',
    another: 'Ajouter une autre étiquette',
    removeRow: 'Supprimer la ligne {{row}}',
    row: 'Étiquette {{row}}',
    twice: 'est indiquée deux fois',
    present: 'existe déjà\u00a0: modifiez plutôt sa valeur',
    room_one: '{{count}} étiquette peut encore être ajoutée.',
    room_other: '{{count}} étiquettes peuvent encore être ajoutées.',
    full: 'Il peut y avoir au plus {{max}} étiquettes. Supprimez-en une d’abord.',
    select: 'Sélectionner l’étiquette {{key}}',
    selectAll: 'Sélectionner toutes les étiquettes',
    none: { title: 'Aucune étiquette' },
    addDialog: {
      title: 'Ajouter une étiquette',
      done_one: 'L’étiquette est ajoutée.',
      done_other: '{{count}} étiquettes sont ajoutées.',
    },
    editDialog: {
      title: 'Modifier l’étiquette',
      done: 'La valeur de l’étiquette {{key}} est modifiée.',
    },
    deleteDialog: {
      title_one: 'Supprimer l’étiquette',
      title_other: 'Supprimer les étiquettes',
      effect:
        'Les filtres, stratégies et rapports qui cherchent ces étiquettes ne correspondent plus. Rien d’autre ne change.',
      confirm: 'Confirmer',
      done_one: 'L’étiquette est supprimée.',
      done_other: '{{count}} étiquettes sont supprimées.',
    },
  },
};
