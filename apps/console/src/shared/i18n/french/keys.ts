import type { Catalogue } from '../catalogue.ts';
import type { englishKeys } from '../english/keys.ts';

/** Key Management in French. */
export const frenchKeys: Catalogue<typeof englishKeys> = {
  title: 'Gestion des clés',
  explanation: 'Créez et gérez les clés qui protègent vos données.',
  quota: '{{used}} sur {{quota}} clés utilisées.',
  quotaFull: '{{used}} sur {{quota}} clés utilisées\u00a0: le quota est atteint.',
  notPermitted: 'Vous n’avez pas l’autorisation {{operation}}',
  defaultKey: 'Clé par défaut',
  neverExpires: 'Jamais',
  state: {
    enabled: 'Activée',
    disabled: 'Désactivée',
    pendingDeletion: 'Suppression planifiée',
    pendingImport: 'Importation en attente',
  },
  origin: { kms: 'Service de gestion des clés', external: 'Externe', hsm: 'HSM dédié' },
  originShort: { kms: 'KMS', external: 'Externe', hsm: 'HSM' },
  usage: {
    ENCRYPT_DECRYPT: 'Chiffre et déchiffre',
    SIGN_VERIFY: 'Signe et vérifie',
    GENERATE_VERIFY_MAC: 'Génère et vérifie des MAC',
  },
  column: {
    alias: 'Alias/ID',
    state: 'État',
    algorithm: 'Algorithme et usage',
    expires: 'Expiration',
    origin: 'Origine',
    enterpriseProject: 'Projet d’entreprise',
    created: 'Créée le',
    operations: 'Opération',
  },
  none: {
    title: 'Aucune clé',
    why: 'Une clé chiffre vos données et les clés de données de vos applications. Son matériel ne quitte jamais Dewpoint.',
  },
  nothingFound: { title: 'Aucune clé ne correspond' },
  search: {
    label: 'Rechercher des clés',
    placeholder: 'Rechercher par alias ou ID, ou filtrer par propriété',
  },
  filter: {
    q: 'Alias ou ID',
    status: 'État',
    algorithm: 'Algorithme de la clé',
    usage: 'Usage',
    origin: 'Origine',
    created: 'Créée le',
    project: 'Projet d’entreprise',
    tag: 'Étiquette',
  },
  grid: {
    selectAll: 'Sélectionner toutes les clés de cette page',
    unselectAll: 'Désélectionner toutes les clés de cette page',
    select: 'Sélectionner la clé',
    unselect: 'Désélectionner la clé',
  },
  card: { select: 'Sélectionner {{alias}}' },
  paging: {
    total_one: '{{total}} clé',
    total_other: '{{total}} clés',
    size: 'Clés par page',
  },
  bulk: {
    label: 'Clés sélectionnées',
    nothing: 'Aucune opération n’est possible sur les clés sélectionnées.',
  },
  create: {
    title: 'Créer une clé',
    alias: 'Alias',
    aliasHelp: 'Lettres, chiffres et - _ : / Jusqu’à 255 caractères, sans /default à la fin.',
    algorithm: 'Algorithme de la clé',
    algorithmHelp: {
      symmetric:
        'Une même clé chiffre et déchiffre. Le choix habituel pour les données et les clés de données.',
      asymmetric:
        'Une paire de clés. La clé publique peut être remise à tous, la clé privée ne quitte jamais Dewpoint.',
      mac: 'Une même clé génère et vérifie des codes d’authentification de message.',
    },
    symmetric: 'Clés symétriques',
    asymmetric: 'Clés asymétriques',
    mac: 'Clés HMAC',
    usage: 'Usage',
    usageHelp: 'Non modifiable par la suite.',
    description: 'Description',
    descriptionHelp: 'Facultatif. {{used}} sur {{max}} caractères.',
    done: 'La clé {{alias}} est créée.',
    open: 'Afficher la clé',
  },
  action: {
    enable: {
      name: 'Activer',
      possible: 'activation possible pour {{count}} sur {{total}}',
    },
    disable: {
      name: 'Désactiver',
      possible: 'désactivation possible pour {{count}} sur {{total}}',
    },
    scheduleDeletion: {
      name: 'Planifier la suppression',
      possible: 'planification de la suppression possible pour {{count}} sur {{total}}',
    },
    cancelDeletion: {
      name: 'Annuler la suppression',
      possible: 'annulation de la suppression possible pour {{count}} sur {{total}}',
    },
    assignProject: {
      name: 'Ajouter au projet',
      possible: 'ajout à un projet possible pour {{count}} sur {{total}}',
    },
  },
  import: {
    name: 'Importer une clé',
    short: 'Importer',
    material: 'Importer le matériel de clé',
    delete: 'Supprimer le matériel de clé',
  },
  tab: {
    tool: 'Outil',
    details: 'Détails',
    tags: 'Étiquettes',
    rotation: 'Politique de rotation',
    grants: 'Octrois',
    versions: 'Versions',
    'public-key': 'Clé publique',
    usage: 'Utilisation',
  },
  details: {
    tabs: 'Parties de la clé',
    id: 'ID de la clé',
    version: 'Version actuelle',
    deletion: 'Sera détruite le',
    willBeDestroyed:
      'Cette clé n’effectue aucune opération cryptographique et sera définitivement détruite le',
    service: 'Service',
    region: 'Région',
    project: 'ID du projet',
    noDescription: 'Aucune description',
  },
  publicKey: {
    explanation:
      'Remettez-la à ceux qui vérifient vos signatures ou chiffrent pour vous. PEM, SubjectPublicKeyInfo.',
    copy: 'Copier la clé publique',
  },
};
