import type { Catalogue } from '../catalogue.ts';
import type { englishSettings } from '../english/settings.ts';

/** The words of Settings in French. */
export const frenchSettings: Catalogue<typeof englishSettings> = {
  settings: {
    explanation: 'L’apparence et la langue de la console dans ce navigateur.',
    display: 'Affichage',
    timeZone: 'Fuseau horaire',
    browserZone: 'Celui du navigateur',
    zones: 'Fuseaux horaires',
    now: 'Maintenant\u00a0: {{time}} ({{zone}})',
    api: 'API',
    apiWhy: 'Tout ce que fait la console peut se faire par l’API REST.',
    apiReference: 'Référence de l’API (OpenAPI 3.1)',
  },
};
