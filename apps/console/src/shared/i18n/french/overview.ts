import type { Catalogue } from '../catalogue.ts';
import type { englishOverview } from '../english/overview.ts';

/** The words of the overview and of usage in French. */
export const frenchOverview: Catalogue<typeof englishOverview> = {
  overview: {
    explanation: 'Ce qui existe, ce qui se passe et ce qui arrive à échéance.',
    states: 'Clés par état',
    quota: 'Quota de clés',
    quotaUsed: '{{used}} sur {{quota}} clés',
    secretQuota: 'Quota de secrets',
    secretQuotaUsed: '{{used}} sur {{quota}} secrets',
    protection: 'Racine de confiance',
    healthy: 'Répond',
    unhealthy: 'Ne répond pas',
    operations: 'Opérations par heure',
    operationsWhy: 'Opérations du compte au cours des dernières 24 heures, refus compris.',
    operationsTotal: '{{total}} opérations en 24 heures, au plus {{most}} en une heure.',
    due: 'Échéances des 90 prochains jours',
    dueNone: {
      title: 'Aucune échéance',
      why: 'Les rotations, suppressions et expirations prévues s’affichent ici.',
    },
    dueKind: {
      key: { deletion: 'Suppression', rotation: 'Rotation', expiry: 'Expiration du matériel' },
      secret: {
        deletion: 'Suppression du secret',
        rotation: 'Rotation du secret',
        expiry: 'Expiration d’une version',
      },
    },
  },
  usage: {
    title: 'Consommation',
    why: 'Requêtes d’API, et nombre maximal de clés personnalisées et de secrets chaque jour (UTC), pour tout le compte.',
    export: 'Télécharger le CSV',
    day: 'Jour',
    apiRequests: 'Requêtes d’API',
    keys: 'Clés',
    secrets: 'Secrets',
    none: {
      title: 'Aucune consommation ces jours-là',
      why: 'La consommation est relevée toutes les heures.',
    },
  },
};
