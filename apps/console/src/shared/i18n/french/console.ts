import type { Catalogue } from '../catalogue.ts';
import type { english } from '../english/english.ts';
import { frenchKeys } from './keys.ts';

/** The words of the console in French. */
export const frenchConsole: Catalogue<typeof english> = {
  loading: 'Chargement',
  shell: {
    product: 'Dewpoint',
    documentTitle: '{{title}} · Dewpoint',
    skip: 'Aller au contenu',
    navigation: 'Navigation',
    openNavigation: 'Ouvrir la navigation',
    breadcrumb: 'Fil d’Ariane',
    search: 'Rechercher partout',
  },
  navigation: {
    overview: 'Vue d’ensemble',
    keys: 'Gestion des clés',
    secrets: 'Gestion des secrets',
    events: 'Événements',
    topics: 'Sujets',
    traces: 'Audit (Cloud Trace)',
    identity: 'Identités',
    credentials: 'Mes identifiants',
    usage: 'Consommation',
    settings: 'Paramètres',
  },
  language: { label: 'Langue' },
  appearance: { label: 'Thème', system: 'Système', light: 'Clair', dark: 'Sombre' },
  account: {
    label: 'Compte',
    menu: 'Compte de {{name}}',
    inAccount: 'Compte {{account}} · {{region}}',
    signOut: 'Se déconnecter',
  },
  session: {
    failed: 'La console ne peut pas démarrer',
    ended: 'Votre session est terminée',
    endedWhy:
      'Reconnectez-vous pour continuer. La connexion s’ouvre dans un nouvel onglet\u202f; votre saisie est conservée ici, et ce message disparaît dès que vous êtes de nouveau connecté.',
    signInAgain: 'Se reconnecter',
    noProject: 'Vous n’avez aucun projet',
    noProjectWhy:
      'Demandez à un administrateur du compte de vous attribuer un rôle dans un projet, puis rechargez cette page.',
  },
  protection: {
    label: 'Racine de confiance',
    hsm: 'Protection par un HSM',
    software: 'Protection logicielle',
  },
  refusal: {
    forbidden: 'Vous n’y avez pas accès',
    missing: 'Introuvable',
    failed: 'L’opération a échoué',
    retry: 'Réessayer',
    action: 'Action\u00a0: {{action}}',
    reference: '{{code}} · Requête {{requestId}}',
    confirm: 'Confirmer votre identité',
    approvals: 'Afficher les demandes d’approbation',
  },
  pageFailed: {
    title: 'La page ne peut pas être affichée',
    why: 'Son script n’est pas arrivé, souvent parce que Dewpoint vient d’être mis à jour. Recharger la page résout le problème.',
    reload: 'Recharger',
  },
  dialog: { ok: 'OK', cancel: 'Annuler', close: 'Fermer', undo: 'Défaire' },
  edit: { start: 'Modifier\u00a0: {{label}}', save: 'Enregistrer' },
  file: { choose: 'Choisir un fichier', none: 'Aucun fichier choisi', size: '{{name}} ({{size}})' },
  form: { broken: '{{label}} {{rule}}.' },
  copy: {
    id: 'Copier l’ID',
    done: 'Copié',
    refused:
      'Le navigateur interdit à la page d’utiliser le presse-papiers. Sélectionnez le texte et copiez-le à la main.',
  },
  list: {
    viewDetails: 'Afficher les détails',
    moreActions: 'Plus d’actions pour {{name}}',
    nothingFoundWhy: 'Retirez un filtre ou cherchez autre chose.',
    pageGone: 'Il n’y a plus rien sur cette page',
    lastDays_one: 'dernier jour',
    lastDays_other: '{{count}} derniers jours',
    search: { clear: 'Effacer les filtres', properties: 'Propriétés', values: 'Filtres', text: 'Texte' },
    tools: {
      refresh: 'Actualiser',
      view: 'Colonnes et tri',
      columns: 'Colonnes',
      density: 'Hauteur des lignes',
      comfortable: 'Confortable',
      dense: 'Compacte',
      sort: 'Trier par',
      by: '{{column}}',
      ascending: '{{column}}, croissant',
      descending: '{{column}}, décroissant',
    },
    grid: { selection: 'Sélection', sort: 'Trier' },
    paging: {
      label: 'Pages',
      perPage: '{{size}} par page',
      page: 'Page {{page}}',
      first: 'Première page',
      previous: 'Page précédente',
      next: 'Page suivante',
    },
    bulk: {
      selected_one: 'Sélection\u00a0: {{count}}',
      selected_other: 'Sélection\u00a0: {{count}}',
      clear: 'Effacer la sélection',
    },
  },
  secret: { hidden: 'Masqué', reveal: 'Afficher pendant {{seconds}} secondes', hide: 'Masquer' },
  keys: frenchKeys,
};
