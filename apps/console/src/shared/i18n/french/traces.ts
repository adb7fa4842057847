import type { Catalogue } from '../catalogue.ts';
import type { englishTraces } from '../english/traces.ts';

/** The words of Cloud Trace in French. */
export const frenchTraces: Catalogue<typeof englishTraces> = {
  traces: {
    explanation:
      'Chaque opération et chaque refus laissent une trace. Les traces sont chaînées\u00a0: toute modification ou suppression est détectée.',
    tabs: { label: 'Audit (Cloud Trace)', list: 'Liste des traces', verify: 'Vérification de la chaîne' },
    filter: {
      label: 'Filtres',
      all: 'Tout',
      type: 'Type de trace',
      source: 'Source de la trace',
      resourceType: 'Type de ressource',
      by: 'Rechercher par',
      resourceId: 'ID de la ressource',
      traceName: 'Nom de la trace',
      resourceName: 'Nom de la ressource',
      value: 'Valeur\u00a0: {{property}}',
      user: 'Opérateur',
      status: 'État de la trace',
      range: 'Période',
      from: 'Du',
      to: 'Au',
      query: 'Rechercher',
      reset: 'Réinitialiser',
    },
    type: { ApiCall: 'Appel d’API', ConsoleAction: 'Console', SystemAction: 'Par le produit lui-même' },
    rating: { normal: 'Normal', warning: 'Avertissement', incident: 'Incident' },
    range: {
      hour: 'Dernière heure',
      day: 'Dernières 24 heures',
      week: '7 derniers jours',
      month: '30 derniers jours',
      all: 'Tout ce qui est conservé',
      days: 'Jours au choix',
    },
    column: {
      name: 'Trace',
      resourceType: 'Type de ressource',
      source: 'Source',
      resource: 'Ressource',
      status: 'État',
      operator: 'Opérateur',
      time: 'Date et heure',
      operation: 'Opération',
    },
    fact: {
      id: 'ID de la trace',
      type: 'Type de trace',
      resourceId: 'ID de la ressource',
      userId: 'ID de l’utilisateur',
      sourceIp: 'IP source',
      code: 'Statut HTTP',
      requestId: 'ID de la requête',
      time: 'Date et heure',
      copyTraceId: 'Copier l’ID de la trace',
      copyRequestId: 'Copier l’ID de la requête',
      copyResourceId: 'Copier l’ID de la ressource',
      none: 'Aucun',
    },
    expand: 'Afficher les détails de {{name}}, {{time}}',
    collapse: 'Masquer les détails de {{name}}, {{time}}',
    view: 'Afficher la trace',
    viewNamed: 'Afficher la trace {{name}}, {{time}}',
    refresh: 'Actualiser',
    shown_one: '{{count}} trace affichée',
    shown_other: '{{count}} traces affichées',
    more: 'Afficher plus',
    goOn: 'Rechercher plus loin',
    none: {
      title: 'Aucune trace ne correspond',
      why: 'Choisissez une période plus longue ou moins de filtres.',
    },
    export: {
      label: 'Exporter',
      csv: 'Fichier CSV',
      jsonl: 'JSON Lines',
      why: 'Au plus les {{max}} traces correspondantes les plus récentes',
    },
    dialog: {
      title: 'Afficher la trace',
      json: 'La trace en JSON',
      copy: 'Copier le JSON',
      prove: 'Vérifier sa preuve',
      proven:
        'Prouvé dans ce navigateur\u00a0: cette trace est la feuille {{leaf}} des {{size}} que couvre le point de contrôle signé.',
      notProven:
        'La preuve n’est pas valable\u00a0: cette trace, telle qu’affichée, n’est pas ce que couvre le point de contrôle signé.',
    },
    verify: {
      title: 'Vérifier la chaîne',
      why: 'Ce navigateur lit toutes les traces du compte, calcule leur arbre de Merkle et le compare à chaque point de contrôle signé. Il ne se fie à rien de ce que dit le serveur.',
      start: 'Vérifier',
      cancel: 'Annuler',
      progress: 'Vérification des traces',
      done: '{{done}} traces sur {{of}}',
      unsupported:
        'Ce navigateur ne peut pas vérifier les signatures Ed25519, ou la page n’est pas servie en HTTPS. Utilisez dewpoint verify-traces sur le serveur, ou un autre navigateur.',
      good: 'Rien n’a été modifié, supprimé, réordonné ni tronqué.',
      bad: 'La chaîne n’est pas intègre.',
      verified: 'Traces lues',
      pruned: 'Supprimées par rétention',
      checkpoints: 'Points de contrôle signés',
      root: 'Hachage racine',
      key: 'Clé de signature',
      copyRoot: 'Copier le hachage racine',
      copyKey: 'Copier la clé de signature',
      keep: 'Télécharger le point de contrôle',
      witness: 'Point de contrôle conservé ailleurs',
      witnessHelp:
        'Facultatif. Collez un point de contrôle conservé hors de cette installation\u00a0: les traces tronquées depuis sont alors aussi détectées.',
      remembered:
        'Ce navigateur se souvient du dernier point de contrôle qu’il a vérifié ({{size}} traces) et l’utilise.',
      forget: 'Oublier',
      noTree: 'L’arbre ne contient encore aucune trace. Les traces y sont ajoutées en moins d’une seconde.',
      finding: {
        changed: 'La trace de la feuille {{leaf}} a été modifiée.',
        removed: 'La trace de la feuille {{leaf}} a été supprimée.',
        reordered:
          'L’ordre des traces a été changé\u00a0: à la feuille {{leaf}} se trouve celle de la feuille {{home}}.',
        rewritten:
          'Une trace parmi les feuilles {{good}} à {{last}} a été modifiée en même temps que son hachage, ou insérée. La première qui ne correspond pas est la feuille {{leaf}} ou une suivante.',
        edited:
          'L’arbre a été modifié\u00a0: son hachage de la feuille {{leaf}} n’est pas celui de sa trace, et la trace est bien ce qui a été signé.',
        cut: 'Des traces ont été tronquées à la fin\u00a0: {{known}} ont été signées, {{found}} sont présentes. La première manquante est la feuille {{leaf}}.',
        inconsistent:
          'Le serveur ne peut pas prouver que l’arbre de {{second}} traces prolonge celui de {{first}}.',
        checkpoint: 'Un point de contrôle du serveur n’est pas digne de confiance\u00a0: {{fault}}.',
        signer: 'La clé de signature {{number}} n’a pas été introduite par la précédente.',
        pruned:
          'Les {{size}} premières traces sont marquées comme supprimées par rétention, mais aucune note signée ne l’atteste.',
        witness: 'Le point de contrôle conservé ailleurs n’est pas digne de confiance\u00a0: {{fault}}.',
      },
      fault: {
        damaged: 'il est endommagé',
        unknownKey: 'aucune clé de confiance ne l’a signé',
        badSignature: 'sa signature ne correspond pas à son texte',
        otherAccount: 'il appartient à un autre compte',
      },
      at: '{{name}}, {{time}}',
    },
    signer: {
      title: 'Clé de signature',
      why: 'Les points de contrôle sont signés avec une clé Ed25519 que le produit conserve scellée. Chaque nouvelle clé est introduite par la précédente.',
      rotate: 'Effectuer la rotation de la clé',
      effect:
        'Les nouveaux points de contrôle sont signés avec une nouvelle clé, introduite par la clé actuelle. Ce qui a été signé auparavant reste valide.',
      rotated: 'La rotation de la clé de signature est effectuée.',
    },
  },
};
