import type { Catalogue } from '../catalogue.ts';
import type { englishKeyActions } from '../english/key-actions.ts';

/** The words of acts on keys and of their recent use in French. */
export const frenchKeyActions: Catalogue<typeof englishKeyActions> = {
  keys: {
    action: {
      keys: 'Clés',
      understandDisabling: 'Je comprends les conséquences de la désactivation de clés',
      understandDeleting: 'Je comprends les conséquences de la suppression de clés',
      daysRule: 'Un nombre entier de jours, de 7 à 1096.',
      typeAlias: 'Alias de la clé',
      typeCount: 'Nombre de clés',
      enable: {
        title_one: 'Activer la clé',
        title_other: 'Activer les clés',
        effect_one: 'La clé peut de nouveau servir à chiffrer, déchiffrer, signer et vérifier.',
        effect_other: 'Les clés peuvent de nouveau servir à chiffrer, déchiffrer, signer et vérifier.',
        impossible:
          'Seules les clés désactivées peuvent être activées. Il n’y en a actuellement aucune parmi celles-ci.',
        done: 'La clé {{alias}} est activée.',
        result: 'Activation effectuée pour {{count}} sur {{total}} clés.',
      },
      disable: {
        title_one: 'Désactiver la clé',
        title_other: 'Désactiver les clés',
        effect_one:
          'Une clé désactivée n’effectue aucune opération cryptographique\u00a0: tout ce qui en dépend cesse de fonctionner jusqu’à ce qu’elle soit réactivée.',
        effect_other:
          'Des clés désactivées n’effectuent aucune opération cryptographique\u00a0: tout ce qui en dépend cesse de fonctionner jusqu’à ce qu’elles soient réactivées.',
        impossible:
          'Seules les clés activées peuvent être désactivées. Il n’y en a actuellement aucune parmi celles-ci.',
        done: 'La clé {{alias}} est désactivée.',
        result: 'Désactivation effectuée pour {{count}} sur {{total}} clés.',
      },
      scheduleDeletion: {
        title_one: 'Planifier la suppression de la clé',
        title_other: 'Planifier la suppression des clés',
        effect_one:
          'La clé cesse immédiatement de fonctionner. Le moment venu, elle est définitivement détruite, et rien de ce qu’elle a chiffré ne pourra plus jamais être déchiffré.',
        effect_other:
          'Les clés cessent immédiatement de fonctionner. Le moment venu, elles sont définitivement détruites, et rien de ce qu’elles ont chiffré ne pourra plus jamais être déchiffré.',
        impossible:
          'Seules les clés activées, désactivées ou en attente d’importation peuvent être supprimées. Il n’y en a actuellement aucune parmi celles-ci.',
        done: 'La suppression de la clé {{alias}} est planifiée.',
        result: 'Suppression planifiée pour {{count}} sur {{total}} clés.',
      },
      cancelDeletion: {
        title_one: 'Annuler la suppression de la clé',
        title_other: 'Annuler la suppression des clés',
        effect_one:
          'La clé est conservée. Elle redevient désactivée, ou en attente d’importation si elle n’a pas de matériel.',
        effect_other:
          'Les clés sont conservées. Elles redeviennent désactivées, ou en attente d’importation si elles n’ont pas de matériel.',
        impossible: 'La suppression n’est actuellement planifiée pour aucune de ces clés.',
        done: 'La suppression de la clé {{alias}} est annulée.',
        result: 'Suppression annulée pour {{count}} sur {{total}} clés.',
      },
      assignProject: {
        title_one: 'Ajouter la clé au projet',
        title_other: 'Ajouter les clés au projet',
        effect_one:
          'La clé continue de fonctionner. Les stratégies qui tiennent compte de son projet d’entreprise décident selon le nouveau.',
        effect_other:
          'Les clés continuent de fonctionner. Les stratégies qui tiennent compte de leur projet d’entreprise décident selon le nouveau.',
        impossible:
          'Les clés par défaut et les clés dont la suppression est planifiée restent dans leur projet. Il n’y en a pas d’autres parmi celles-ci.',
        done: 'La clé {{alias}} est ajoutée au projet.',
        result: 'Ajout au projet effectué pour {{count}} sur {{total}} clés.',
      },
    },
    shadow: {
      title: 'Désactivation à blanc',
      why: 'Un essai avant de désactiver la clé\u00a0: elle continue de fonctionner, et chaque utilisation est enregistrée comme une utilisation qui aurait échoué.',
      none: 'Aucun essai n’est en cours.',
      running: 'La désactivation de la clé est à l’essai\u00a0:',
      ended: 'L’essai est terminé. Désactivez la clé maintenant, ou annulez l’essai\u00a0:',
      unused: 'Personne n’a utilisé la clé pendant l’essai\u00a0: la désactiver n’aurait rien interrompu.',
      uses: 'Utilisations qui auraient échoué',
      days: 'Jours d’essai',
      daysRule: 'Un nombre entier, de 1 à 90.',
      startShadow: {
        name: 'Commencer la désactivation à blanc',
        title: 'Commencer la désactivation à blanc de {{alias}}',
        effect: 'La clé continue de fonctionner. Vous voyez ensuite ici qui aurait été bloqué.',
        done: 'La désactivation à blanc de {{alias}} a commencé.',
      },
      commitShadow: {
        name: 'Désactiver la clé maintenant',
        title: 'Désactiver {{alias}} après l’essai',
        effect:
          'La clé n’effectue plus aucune opération cryptographique. Ceux qui figurent ici parmi ses utilisateurs sont immédiatement bloqués.',
        done: '{{alias}} est désactivée.',
      },
      cancelShadow: {
        name: 'Annuler la désactivation à blanc',
        title: 'Annuler la désactivation à blanc de {{alias}}',
        effect: 'Plus rien n’est enregistré, et la clé reste activée.',
        done: 'La désactivation à blanc de {{alias}} est annulée.',
      },
    },
    use: {
      table: 'Utilisations de la clé',
      noneWhy: 'Les utilisations réussies de la clé apparaissent ici, par utilisateur et par opération.',
      onlyFirst_one: 'L’utilisation récente est affichée pour {{count}} clé, la première.',
      onlyFirst_other: 'L’utilisation récente des {{count}} premières clés est affichée.',
      grants_one: '{{count}} octroi permet à d’autres de l’utiliser par l’API.',
      grants_other: '{{count}} octrois permettent à d’autres de l’utiliser par l’API.',
      service:
        'C’est la clé par défaut du service {{services}}\u00a0: elle chiffre ce que le service conserve pour ce projet.',
      secrets_one: 'Elle chiffre les valeurs de {{count}} secret, illisibles sans elle.',
      secrets_other: 'Elle chiffre les valeurs de {{count}} secrets, illisibles sans elle.',
      secretNames: 'Parmi eux\u00a0: {{names}}.',
      never: 'Aucune utilisation de cette clé n’est connue.',
    },
  },
};
