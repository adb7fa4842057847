import type { Catalogue } from '../catalogue.ts';
import type { englishAccessKeys } from '../english/access-keys.ts';

/** The words of access keys in French. */
export const frenchAccessKeys: Catalogue<typeof englishAccessKeys> = {
  accessKeys: {
    title: 'Clés d’accès',
    why: 'Les programmes signent leurs requêtes à l’API avec un ID de clé d’accès et la clé secrète associée. Vous pouvez en avoir {{max}}, afin que l’une puisse remplacer l’autre.',
    none: {
      title: 'Aucune clé d’accès',
      why: 'Créez-en une pour un programme qui appelle l’API en votre nom.',
    },
    create: 'Créer une clé d’accès',
    full: 'Vous avez déjà {{max}} clés d’accès. Supprimez-en une d’abord.',
    id: 'ID de clé d’accès',
    copyId: 'Copier l’ID de clé d’accès',
    description: 'Description',
    descriptionHelp: 'Facultatif. À quoi sert la clé. Jusqu’à 255 caractères.',
    noDescription: 'Aucune description',
    status: 'État',
    state: { active: 'Activée', inactive: 'Désactivée' },
    created: 'Créée le',
    lastUsed: 'Dernière utilisation',
    never: 'Jamais',
    operation: 'Opération',
    enable: 'Activer',
    disable: 'Désactiver',
    delete: 'Supprimer',
    enableNamed: 'Activer la clé d’accès {{id}}',
    disableNamed: 'Désactiver la clé d’accès {{id}}',
    deleteNamed: 'Supprimer la clé d’accès {{id}}',
    enabled: 'La clé d’accès {{id}} est activée.',
    disabled: 'La clé d’accès {{id}} est désactivée.',
    deleted: 'La clé d’accès {{id}} est supprimée.',
    dialog: {
      title: 'Créer une clé d’accès',
      made: 'La clé d’accès est créée',
      once: 'La clé secrète n’est affichée qu’ici et maintenant. Personne ne pourra l’afficher de nouveau\u00a0: conservez-la là où seul votre programme peut la lire.',
      secret: 'Clé d’accès secrète',
      copySecret: 'Copier la clé d’accès secrète',
      download: 'Télécharger le CSV',
      kept: 'J’ai conservé la clé d’accès secrète',
      done: 'Terminé',
    },
    disableDialog: {
      title: 'Désactiver la clé d’accès',
      effect:
        'Les requêtes signées avec cette clé sont refusées en moins d’une seconde, jusqu’à sa réactivation.',
    },
    deleteDialog: {
      title: 'Supprimer la clé d’accès',
      effect:
        'Les requêtes signées avec cette clé sont refusées en moins d’une seconde. Une clé supprimée ne peut pas être rétablie.',
      type: 'ID de clé d’accès',
      typeThis: 'Saisissez {{id}} pour confirmer.',
    },
  },
};
