import type { Catalogue } from '../catalogue.ts';
import type { englishReplay } from '../english/replay.ts';

/** The words of a replay of recorded calls in French. */
export const frenchReplay: Catalogue<typeof englishReplay> = {
  replay: {
    title: 'Appels dont le résultat changerait',
    notAllowed: 'Vous ne pouvez pas voir les appels enregistrés\u00a0: il faut pour cela cts:trace:list.',
    nothing_one: 'Aucun résultat ne changerait ({{count}} appel examiné).',
    nothing_other: 'Aucun résultat ne changerait ({{count}} appels examinés).',
    changes_one: '{{count}} type d’appel aurait un autre résultat, sur {{examined}} appels examinés.',
    changes_other: '{{count}} types d’appel auraient un autre résultat, sur {{examined}} appels examinés.',
    truncated: 'Il y en avait davantage\u202f; les plus récents ont été retenus.',
    call: 'Appel',
    did: '{{user}}\u00a0: {{operation}} {{resource}}',
    outcome: 'Résultat',
    allowed: 'autorisé',
    denied: 'refusé',
    count: 'Nombre',
    last: 'Dernier',
  },
};
