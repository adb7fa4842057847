import type { Catalogue } from '../catalogue.ts';
import type { englishTopics } from '../english/topics.ts';

/** The words of topics in French. */
export const frenchTopics: Catalogue<typeof englishTopics> = {
  topics: {
    explanation:
      'Les événements envoient à un sujet\u202f; quiconque y est abonné et a confirmé reçoit leurs notifications.',
    create: 'Créer un sujet',
    search: 'Rechercher par nom ou nom d’affichage',
    none: 'Aucun sujet',
    noneWhy:
      'Créez un sujet, abonnez-y un webhook ou une adresse e-mail, puis faites-y envoyer un événement.',
    name: 'Nom du sujet',
    nameHelp:
      '1 à 255 lettres, chiffres, traits d’union ou traits de soulignement, en commençant par une lettre ou un chiffre.',
    displayName: 'Nom d’affichage',
    displayNameHelp: 'Facultatif. Les e-mails le portent comme nom d’expéditeur.',
    noDisplayName: 'Aucun',
    copyUrn: 'Copier l’URN',
    updated: 'Dernière modification',
    refresh: 'Actualiser',
    events: 'Événements',
    noEvents: 'Aucun',
    eventsUnknown: 'Inconnus',
    exists: 'Un sujet {{name}} existe déjà. Choisissez un autre nom.',
    created: 'Le sujet {{name}} est créé.',
    editNamed: 'Modifier le sujet {{name}}',
    changed: 'Le sujet {{name}} est modifié.',
    deleteNamed: 'Supprimer le sujet {{name}}',
    deleteEffect:
      'Ses abonnements sont supprimés avec lui, et ce qui est encore en cours de livraison est abandonné.',
    deleteCount_one: '{{count}} abonnement est perdu.',
    deleteCount_other: '{{count}} abonnements sont perdus.',
    deleted: 'Le sujet {{name}} est supprimé.',
    subscriptions: 'Abonnements',
    subscriptionsWhy:
      'Tant qu’il n’a pas confirmé, un point de terminaison ne reçoit que la demande de confirmation.',
    confirmedOf: 'Confirmés\u00a0: {{confirmed}} sur {{total}}',
    noSubscriptions: 'Aucun abonnement',
    noSubscriptionsWhy:
      'Ajoutez un webhook ou une adresse e-mail. Ce qui est envoyé au sujet auparavant n’est pas livré plus tard.',
    add: 'Ajouter un abonnement',
    addTo: 'Ajouter un abonnement à {{name}}',
    added: '{{endpoint}} est abonné\u202f; une demande de confirmation lui est envoyée.',
    there: 'Le sujet a déjà cet abonnement.',
    protocol: 'Protocole',
    protocols: { https: 'HTTPS', http: 'HTTP', email: 'E-mail' },
    endpoint: 'Point de terminaison',
    endpointHelp: 'L’adresse à laquelle les notifications sont envoyées par POST.',
    address: 'Adresse e-mail',
    addressHelp: 'Les notifications y sont envoyées par e-mail.',
    remark: 'Remarque',
    signSecret: 'Secret de signature',
    signSecretHelp:
      'Facultatif. Laissez vide pour qu’il soit généré\u202f; il est alors affiché une seule fois.',
    howWebhook:
      'Un jeton est envoyé au webhook. Il confirme en répondant avec ce jeton, ou quelqu’un ouvre le lien de confirmation du message. Les messages sont signés conformément à Standard Webhooks.',
    howEmail: 'Un e-mail contenant un lien de confirmation, valable 48 heures, est envoyé à l’adresse.',
    secretMade: 'Abonnement ajouté',
    secretOnce:
      'Le secret de signature n’est affiché que cette fois. Transmettez-le au webhook, qui s’en sert pour vérifier la signature de chaque message.',
    copySecret: 'Copier le secret de signature',
    secretKept: 'J’ai conservé le secret de signature',
    state: {
      confirmed: 'Confirmé',
      waiting: 'En attente de confirmation',
      expired: 'La demande de confirmation a expiré',
    },
    beingAsked: 'La demande est en cours d’envoi au point de terminaison.',
    askedAt_one: 'Demandée {{count}} fois, la dernière le',
    askedAt_other: 'Demandée {{count}} fois, la dernière le',
    askFailedAt_one: 'Échec de la demande\u00a0: {{count}} tentative, la dernière le',
    askFailedAt_other: 'Échec de la demande\u00a0: {{count}} tentatives, la dernière le',
    expiresAt: 'Confirmation possible jusqu’au',
    ask: 'Demander la confirmation',
    askNamed: 'Demander la confirmation de {{endpoint}}',
    asked:
      'Une demande de confirmation est envoyée à {{endpoint}}. Les liens antérieurs ne fonctionnent plus.',
    deleteSubscriptionNamed: 'Supprimer l’abonnement {{endpoint}}',
    deleteSubscriptionEffect:
      'Le point de terminaison ne reçoit plus rien\u202f; ce qui est encore en cours de livraison est abandonné. S’il est abonné de nouveau, il doit confirmer de nouveau.',
    subscriptionDeleted: 'L’abonnement {{endpoint}} est supprimé.',
  },
};
