import type { Catalogue } from '../catalogue.ts';
import type { englishEvents } from '../english/events.ts';

/** The words of events in French. */
export const frenchEvents: Catalogue<typeof englishEvents> = {
  events: {
    explanation: {
      events: 'Quels changements des secrets associés sont signalés à quel sujet.',
      notifications: 'Ce que les événements ont signalé ces trois derniers mois, et si cela est arrivé.',
    },
    tab: { events: 'Événements', notifications: 'Notifications' },
    create: 'Créer un événement',
    full: 'Le compte a {{quota}} événements, soit le maximum possible. Supprimez-en d’abord un.',
    none: 'Aucun événement',
    noneWhy:
      'Un événement avertit un sujet lorsqu’un secret reçoit une version, expire, fait l’objet d’une rotation ou est supprimé. Créez-en un, puis associez-y des secrets.',
    name: 'Nom de l’événement',
    nameHelp:
      '1 à 64 lettres, chiffres, traits d’union ou traits de soulignement. Il ne peut pas être modifié ensuite.',
    id: 'ID de l’événement',
    subscription: 'Abonnement',
    types: 'Type d’événement',
    allTypes: 'Tous les types d’événements',
    typesHelp: 'Choisissez au moins un type.',
    level: 'Niveau',
    object: 'Objet',
    topic: 'Type/nom du sujet',
    topicType: 'Type de sujet',
    topicName: 'Nom du sujet',
    topicHelp: 'Quiconque est abonné au sujet et a confirmé est averti.',
    noTopicFound: 'Aucun sujet ne correspond',
    noTopics: 'Il n’y a pas encore de sujet.',
    createTopic: 'Créer un sujet',
    updated: 'Dernière modification',
    details: 'Détails de l’événement',
    edit: 'Modifier l’événement',
    editNamed: 'Modifier l’événement {{name}}',
    enableNamed: 'Activer l’événement {{name}}',
    disableNamed: 'Désactiver l’événement {{name}}',
    disableEffect:
      'Rien de ce qui arrive aux secrets associés n’est plus signalé, jusqu’à ce que l’événement soit réactivé.',
    deleteNamed: 'Supprimer l’événement {{name}}',
    deleteEffect:
      'L’événement disparaît immédiatement et ne signale plus rien. Les notifications qu’il a produites restent dans la liste. Il ne peut être supprimé que si aucun secret n’y est associé.',
    associated: 'Secrets associés',
    noSecrets: 'Aucun secret n’y est associé.',
    secrets_one: '{{count}} secret y est associé\u00a0:',
    secrets_other: '{{count}} secrets y sont associés\u00a0:',
    moreSecrets_one: 'et {{count}} autre',
    moreSecrets_other: 'et {{count}} autres',
    created: 'L’événement {{name}} est créé.',
    changed: 'L’événement {{name}} est modifié.',
    enabledDone: 'L’événement {{name}} est activé.',
    disabledDone: 'L’événement {{name}} est désactivé.',
    deleted: 'L’événement {{name}} est supprimé.',
  },
};
