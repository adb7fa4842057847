import type { Catalogue } from '../catalogue.ts';
import type { englishFileTool } from '../english/file-tool.ts';

/** The file tool in French. */
export const frenchFileTool: Catalogue<typeof englishFileTool> = {
  fileTool: {
    title: 'Fichiers',
    explanation:
      'Les fichiers de toute taille sont chiffrés dans ce navigateur, chacun sous sa propre clé de données. Leur contenu ne quitte jamais le navigateur.',
    mode: 'Chiffrer ou déchiffrer un fichier',
    encryptHelp:
      'Cette clé chiffre la clé de données, qui est transportée dans le fichier chiffré ({{extension}}).',
    decryptHelp:
      'La clé est trouvée à partir du fichier chiffré ({{extension}}), même s’il s’agit d’une autre que celle-ci.',
    encryptFile: 'Fichier à chiffrer',
    decryptFile: 'Fichier à déchiffrer',
    encrypt: 'Chiffrer le fichier',
    decrypt: 'Déchiffrer le fichier',
    progress: 'Progression',
    percent: '{{percent}}\u202f%',
    encryptDone: '{{name}} est écrit.',
    decryptDone: '{{name}} est écrit. Rien n’y a été modifié depuis son chiffrement.',
    command: 'Il peut être déchiffré ici, ou en ligne de commande\u00a0:',
    otherKey: 'Il a été chiffré avec une autre clé\u00a0: {{keyId}}.',
    otherProject:
      'La clé de ce fichier est dans un autre projet ({{projectId}}). Passez dans ce projet pour le déchiffrer.',
    cancelled: 'Annulé. Rien n’a été écrit.',
    notReadable:
      'Le navigateur n’a pas pu lire ou écrire le fichier. Vérifiez qu’il est toujours là et que le disque a de la place.',
  },
};
