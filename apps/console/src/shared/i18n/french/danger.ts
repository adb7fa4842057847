import type { Catalogue } from '../catalogue.ts';
import type { englishDanger } from '../english/danger.ts';

/** The words of destructive acts and of recent use in French. */
export const frenchDanger: Catalogue<typeof englishDanger> = {
  danger: {
    results: 'Résultats',
    succeeded: 'Réussi',
    refused: 'Refusé',
    noAnswer: 'Le serveur n’a pas indiqué de résultat. Rechargez la liste.',
    days: 'Jours avant la suppression',
    daysMeaning: 'Destruction définitive le {{at}}. D’ici là, la suppression peut être annulée.',
    typeThis: 'Saisissez {{text}} pour confirmer.',
  },
  use: {
    title: 'Utilisation au cours des {{days}} derniers jours',
    none: 'Aucune utilisation au cours des {{days}} derniers jours',
    unknown: 'L’utilisation récente n’est pas connue. {{why}}',
    lastUsed: 'Dernière utilisation\u00a0:',
    principal: 'Utilisateur',
    operation: 'Opération',
    count: 'Nombre',
    last: 'Dernière fois',
  },
};
