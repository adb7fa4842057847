import type { Catalogue } from '../catalogue.ts';
import type { englishKeyTool } from '../english/key-tool.ts';

/** The words of the online tool and of deleting key material in French. */
export const frenchKeyTool: Catalogue<typeof englishKeyTool> = {
  keyTool: {
    subject: 'Ce que traite l’outil',
    subjects: { text: 'Texte', files: 'Fichiers' },
    mode: 'Chiffrer ou déchiffrer',
    encrypt: 'Chiffrer',
    decrypt: 'Déchiffrer',
    encryptHelp: 'Le texte est codé en Base64 et chiffré avec cette clé.',
    decryptHelp: 'La clé est trouvée à partir du texte chiffré, même s’il s’agit d’une autre que celle-ci.',
    plaintext: 'Texte en clair',
    ciphertext: 'Texte chiffré',
    bytes: '{{bytes}} sur {{max}} octets',
    tooLong:
      '{{bytes}} sur {{max}} octets\u00a0: {{over}} de trop. Raccourcissez le texte pour pouvoir de nouveau exécuter.',
    execute: 'Exécuter',
    clear: 'Effacer',
    copy: 'Copier dans le presse-papiers',
    sameKey: 'Version de la clé\u00a0: {{version}}',
    otherKey: 'Déchiffré avec une autre clé\u00a0: {{alias}} ({{keyId}}), version {{version}}.',
    isBase64: 'Le contenu en clair n’est pas du texte. Il est affiché en Base64.',
    unavailable: 'L’outil ne fonctionne pas avec cette clé',
    why: {
      defaultKey:
        'Les clés par défaut ne peuvent pas servir dans l’outil. Les services et l’API les utilisent.',
      asymmetric:
        'Les clés asymétriques ne peuvent pas servir à chiffrer et déchiffrer dans l’outil. Utilisez l’API pour cela.',
      disabled: 'La clé est désactivée. Activez-la pour l’utiliser.',
      pendingDeletion:
        'La suppression de la clé est planifiée. Annulez la suppression et activez la clé pour l’utiliser.',
      pendingImport: 'La clé n’a pas encore de matériel. Importez-le pour utiliser la clé.',
    },
  },
  keyInspect: {
    title: 'Quel est ce texte chiffré\u202f?',
    explanation: 'Affiche la clé, la version et la taille d’un texte chiffré sans le déchiffrer.',
    ciphertext: 'Texte chiffré à examiner',
    inspect: 'Examiner',
    key: 'Clé',
    version: 'Version de la clé',
    algorithm: 'Algorithme',
    size: 'Taille du texte en clair',
    bytes_one: '{{count}} octet',
    bytes_other: '{{count}} octets',
    mayDecrypt: 'Pouvez-vous le déchiffrer\u202f?',
    yes: 'Oui',
    no: 'Non\u00a0: {{reason}}',
  },
  keyMaterial: {
    effect:
      'La clé cesse de fonctionner et attend son matériel\u00a0: ce qu’elle a chiffré ne peut être déchiffré à nouveau qu’après réimportation du même matériel. Assurez-vous d’en avoir une copie.',
    done: 'Matériel de clé supprimé',
    again: 'Réimporter',
  },
};
