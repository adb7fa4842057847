import type { Catalogue } from '../catalogue.ts';
import type { englishKeyTabs } from '../english/key-tabs.ts';

/** The words of the tabs of a key in French: rotation, versions, grants, tags, signatures. */
export const frenchKeyTabs: Catalogue<typeof englishKeyTabs> = {
  keyTabs: {
    rotation: {
      title: 'Politique de rotation',
      explanation:
        'Une rotation donne à la clé un nouveau matériel, sous forme de nouvelle version. Son ID, son alias, ses octrois et ses étiquettes restent. Rien n’est chiffré à nouveau\u00a0: ce qui a été chiffré auparavant est déchiffré avec la version qui l’a chiffré.',
      switch: 'Rotation automatique',
      on: 'Activée',
      off: 'Désactivée',
      period: 'Période de rotation',
      days_one: '{{count}} jour',
      days_other: '{{count}} jours',
      last: 'Dernière rotation',
      next: 'Prochaine rotation',
      count: 'Nombre de rotations',
      never: 'Jamais',
      notPlanned: 'Non prévue',
      whenEnabled: 'Dès que la clé est activée',
      periodField: 'Période de rotation (jours)',
      periodRule: 'Un nombre entier de jours, de 30 à 365.',
      periodMeaning: 'La nouvelle période commence maintenant. La prochaine rotation a lieu le {{at}}.',
      enable: {
        title: 'Activer la politique de rotation',
        effect: 'La rotation de la clé a lieu d’elle-même à la fin de chaque période.',
        done: 'La rotation de la clé {{alias}} est activée.',
        periodRefused:
          'La rotation de la clé {{alias}} est activée avec une période de 365 jours. L’autre période a été refusée. {{why}}',
      },
      change: {
        name: 'Modifier la période de rotation',
        title: 'Modifier la période de rotation',
        done: 'La période de rotation de la clé {{alias}} est modifiée.',
      },
      disable: {
        title: 'Désactiver la politique de rotation',
        effect:
          'La rotation de la clé n’a plus lieu d’elle-même. Toutes ses versions restent et continuent de déchiffrer.',
        done: 'La rotation de la clé {{alias}} est désactivée.',
      },
      now: {
        name: 'Effectuer la rotation',
        title: 'Effectuer la rotation de la clé',
        effect:
          'La clé reçoit immédiatement la version {{version}}, qui chiffre les nouvelles données. Ce qui a été chiffré auparavant peut toujours être déchiffré.',
        restarts: 'La période en cours recommence.',
        done: 'La rotation de la clé {{alias}} est effectuée.',
      },
      paused: {
        disabled:
          'La clé est désactivée\u00a0: sa rotation n’a donc pas lieu. Ses paramètres sont conservés\u00a0: si la période est écoulée lorsque la clé est activée, la rotation a lieu immédiatement.',
        pendingDeletion:
          'La suppression de la clé est planifiée\u00a0: sa rotation n’a donc pas lieu. Ses paramètres sont conservés\u00a0: si la suppression est annulée et la clé activée une fois la période écoulée, la rotation a lieu immédiatement.',
      },
      impossible: 'Cette clé n’admet pas de rotation',
      why: {
        defaultKey: 'Les clés par défaut n’admettent pas de rotation.',
        external:
          'Le matériel de cette clé a été importé, et Dewpoint n’en crée pas à sa place. Remplacez la clé par une nouvelle.',
        asymmetric:
          'Ceux qui ont la clé publique ne sauraient rien d’une nouvelle. La rotation des clés asymétriques se fait à la main\u00a0: remplacez la clé par une nouvelle.',
        mac: 'Un code d’authentification de message n’indique pas la version qui l’a généré\u00a0: les anciens codes ne pourraient donc plus être vérifiés. Remplacez la clé par une nouvelle.',
        hsm: 'Le matériel de cette clé réside dans un HSM dédié. Remplacez la clé par une nouvelle.',
      },
    },
    replace: {
      name: 'Remplacer par une nouvelle clé',
      title: 'Remplacer par une nouvelle clé',
      explanation:
        'Crée une clé de même algorithme et de même usage. L’ancienne clé reste telle quelle jusqu’à ce que plus rien n’en dépende.',
      alias: 'Alias de la nouvelle clé',
      withTags_one: 'Copier {{count}} étiquette',
      withTags_other: 'Copier les {{count}} étiquettes',
      created: 'La clé {{alias}} est créée. Il reste à faire\u00a0:',
      tagsRefused: 'Les étiquettes n’ont pas été copiées. {{why}}',
      stepImport: 'Importez son matériel de clé. D’ici là, elle ne fait rien.',
      stepUse: 'Faites utiliser l’ID de la nouvelle clé par vos applications\u00a0:',
      stepPublicKey: 'Remettez sa clé publique à ceux qui vérifient vos signatures ou chiffrent pour vous.',
      stepGrants: 'Créez les octrois encore nécessaires. Les octrois ne sont pas copiés.',
      stepKeep: {
        ENCRYPT_DECRYPT:
          'Conservez l’ancienne clé tant qu’il existe des données qu’elle a chiffrées\u00a0: aucune autre clé ne peut les déchiffrer.',
        SIGN_VERIFY:
          'Conservez l’ancienne clé tant que des signatures qu’elle a produites sont vérifiées ici.',
        GENERATE_VERIFY_MAC: 'Conservez l’ancienne clé tant que des codes qu’elle a générés sont vérifiés.',
      },
      stepEnd:
        'Lorsque l’onglet Utilisation de l’ancienne clé n’indique plus aucune utilisation, désactivez-la, puis supprimez-la plus tard.',
      open: 'Afficher la nouvelle clé',
    },
    versions: {
      explanation: 'La version actuelle chiffre. Toutes les versions déchiffrent ce qu’elles ont chiffré.',
      explanationOne: 'Ce type de clé n’a qu’une version, pour toute sa durée de vie.',
      label: 'Versions',
      version: 'Version',
      state: 'État',
      created: 'Créée le',
      current: 'Actuelle',
      older: 'Déchiffre seulement',
      noMaterial: 'Matériel supprimé',
      more: 'Afficher les versions antérieures',
      none: {
        title: 'Aucune version',
        why: 'La clé reçoit sa première version lorsque son matériel est importé.',
      },
    },
    grants: {
      note: 'Un bénéficiaire n’utilise un octroi que par l’API, jamais dans la console.',
      count: '{{total}} sur {{max}} octrois.',
      label: 'Octrois',
      create: 'Créer un octroi',
      full: 'Une clé peut avoir au plus {{max}} octrois. Révoquez-en d’abord un.',
      none: {
        title: 'Aucun octroi',
        why: 'Un octroi permet à un autre utilisateur ou compte d’effectuer des opérations choisies avec cette clé.',
      },
      column: {
        id: 'ID de l’octroi',
        name: 'Nom',
        grantedTo: 'Bénéficiaire',
        operations: 'Opérations octroyées',
        created: 'Créé le',
        operation: 'Opération',
      },
      noName: 'Aucun nom',
      copyId: 'Copier l’ID de l’octroi',
      copyGrantee: 'Copier l’ID du bénéficiaire',
      type: { user: 'Utilisateur', domain: 'Compte' },
      operation: {
        'create-datakey': 'Créer une clé de données',
        'create-datakey-without-plaintext': 'Créer une clé de données sans texte en clair',
        'encrypt-datakey': 'Chiffrer une clé de données',
        'decrypt-datakey': 'Déchiffrer une clé de données',
        'describe-key': 'Consulter la clé',
        'create-grant': 'Créer un octroi',
        'retire-grant': 'Renoncer à l’octroi',
        'encrypt-data': 'Chiffrer des données',
        'decrypt-data': 'Déchiffrer des données',
        sign: 'Signer',
        verify: 'Vérifier une signature',
        'get-publickey': 'Obtenir la clé publique',
        'generate-mac': 'Générer un MAC',
        'verify-mac': 'Vérifier un MAC',
      },
      dialog: {
        title: 'Créer un octroi',
        notice: 'Un bénéficiaire ne peut effectuer les opérations autorisées qu’en appelant l’API.',
        type: 'Utilisateur ou compte',
        userId: 'ID de l’utilisateur',
        userIdHelp: 'L’utilisateur le trouve sous Mes identifiants.',
        accountId: 'ID du compte',
        accountIdHelp:
          'Un utilisateur du compte le trouve sous Mes identifiants. Tous ses utilisateurs reçoivent l’octroi.',
        name: 'Nom',
        nameHelp: 'Facultatif. Lettres, chiffres et - _ : /',
        operations: 'Opérations',
        operationsHelp:
          'Plusieurs octrois à un même bénéficiaire s’additionnent. Avec «\u00a0Créer un octroi\u00a0», un bénéficiaire peut transmettre ce qu’il a.',
        selectOne: 'Sélectionnez au moins une opération.',
        onlyCreateGrant: 'Il n’est pas permis de sélectionner uniquement «\u00a0Créer un octroi\u00a0».',
        done: 'Octroi créé.',
      },
      revoke: {
        name: 'Révoquer l’octroi',
        title: 'Révoquer l’octroi',
        effect:
          'Le bénéficiaire perd ces opérations en moins d’une seconde. Ce qu’il a octroyé à d’autres n’est pas concerné.',
        gone: 'Cet octroi n’existe plus sur la clé.',
        noUse: 'Le bénéficiaire n’a pas utilisé la clé au cours des {{days}} derniers jours.',
        done: 'Octroi {{id}} révoqué.',
      },
      pages: 'Pages d’octrois',
      page: 'Page {{page}}',
      previous: 'Page précédente',
      next: 'Page suivante',
      impossible: 'Cette clé n’a pas d’octrois',
      why: {
        defaultKey: 'Les clés par défaut n’admettent pas d’octrois.',
        disabled:
          'Seules les clés activées admettent de nouveaux octrois. Ceux de cette clé sont suspendus tant qu’elle est désactivée.',
        pendingDeletion:
          'Seules les clés activées admettent de nouveaux octrois. Ceux de cette clé sont suspendus tant que sa suppression est planifiée.',
        pendingImport:
          'Seules les clés activées admettent de nouveaux octrois. Celle-ci n’a pas encore de matériel.',
      },
    },
    tags: {
      ofNewKey: {
        open: 'Ajouter des étiquettes',
        refused: 'La clé {{alias}} est créée, mais sans ses étiquettes. {{why}}',
        mend: 'Les ajouter',
      },
      impossible: {
        defaultKey: 'Les clés par défaut n’admettent pas d’étiquettes.',
        pendingDeletion:
          'La suppression de la clé est planifiée. Ses étiquettes ne peuvent pas être modifiées.',
      },
    },
    proof: {
      sign: {
        mode: 'Signer ou vérifier',
        make: 'Signer',
        check: 'Vérifier',
        makeHelp: 'Signe avec la clé privée, qui ne quitte jamais Dewpoint.',
        checkHelp: 'Vérifie si une signature a été produite avec cette clé sur ce message.',
        proof: 'Signature (Base64)',
        valid: 'La signature est valide\u00a0: elle a été produite avec cette clé sur ce message.',
        invalid: 'La signature n’est pas valide pour cette clé, ce message et cet algorithme.',
        broken: 'Ce n’est pas du Base64.',
      },
      mac: {
        mode: 'Générer ou vérifier',
        make: 'Générer',
        check: 'Vérifier',
        makeHelp: 'Génère un code d’authentification de message avec cette clé.',
        checkHelp: 'Vérifie si un code a été généré avec cette clé sur ce message.',
        proof: 'MAC (hexadécimal)',
        valid: 'Le MAC est valide\u00a0: il a été généré avec cette clé sur ce message.',
        invalid: 'Le MAC n’est pas valide pour cette clé et ce message.',
        broken: 'Ce n’est pas du texte hexadécimal.',
      },
      message: 'Message',
      digest: 'Empreinte',
      messageType: 'Type de message',
      types: { RAW: 'RAW\u00a0: le message lui-même', DIGEST: 'DIGEST\u00a0: son empreinte' },
      format: 'Format de saisie',
      formats: { text: 'Texte', base64: 'Base64', hex: 'Hexadécimal' },
      algorithm: 'Algorithme',
      bytes: '{{bytes}} sur {{max}} octets',
      tooLong:
        '{{bytes}} sur {{max}} octets\u00a0: {{over}} de trop. Signez ou vérifiez plutôt une empreinte.',
      macTooLong: '{{bytes}} sur {{max}} octets\u00a0: {{over}} de trop.',
      digestLength: 'Octets\u00a0: {{bytes}}. L’empreinte de cet algorithme en compte {{length}}.',
      broken: {
        text: 'Ce n’est pas du texte bien formé.',
        base64: 'Ce n’est pas du Base64.',
        hex: 'Ce n’est pas du texte hexadécimal.',
      },
    },
    publicKey: { download: 'Télécharger la clé publique' },
  },
};
