/** Messages of secrets, their versions and statuses in French, under their English sentence. */
export const frenchServerWordsOfSecrets: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 64 letters, digits, dots or - _': 'doit comporter de 1 à 64 lettres, chiffres, points ou - _',
  'must not be "." or ".."': 'ne doit pas être «\u00a0.\u00a0» ni «\u00a0..\u00a0»',
  'must be 1 to 64 letters, digits, hyphens or underscores':
    'doit comporter de 1 à 64 lettres, chiffres, traits d’union ou traits de soulignement',
  'must be a number and d, h, m or s, from 6h to 8760h (365d)':
    'doit être un nombre suivi de d, h, m ou s, de 6h à 8760h (365d)',
  'must not hold a null character': 'ne doit pas contenir de caractère nul',

  // Errors of operations.
  'A parameter is not valid or missing. Send a value that the description allows.':
    'Un paramètre est non valide ou manquant. Envoyez une valeur que la description autorise.',
  'The secret does not exist. Check its name, the project and the region.':
    'Le secret n’existe pas. Vérifiez son nom, le projet et la région.',
  'The name is already used by another secret. Choose another name.':
    'Le nom est déjà utilisé par un autre secret. Choisissez un autre nom.',
  'The secret is pending deletion. Cancel the deletion first.':
    'La suppression du secret est planifiée. Annulez-la d’abord.',
  'The secret is already pending deletion. Cancel the deletion first to choose another time.':
    'La suppression du secret est déjà planifiée. Annulez-la d’abord pour choisir un autre moment.',
  'The secret is not pending deletion. Only a scheduled deletion can be cancelled.':
    'La suppression du secret n’est pas planifiée. Seule une suppression planifiée peut être annulée.',
  'The quota of secrets is used up. Delete secrets that are not needed or have the quota raised.':
    'Le quota de secrets est épuisé. Supprimez des secrets inutiles ou faites augmenter le quota.',
  'The version does not exist. Check its ID against the list of versions.':
    'La version n’existe pas. Vérifiez son ID dans la liste des versions.',
  'The status does not exist. Check its name against the list of versions.':
    'Le statut n’existe pas. Vérifiez son nom dans la liste des versions.',
  'The status already exists. Change it to move it to another version, or choose another name.':
    'Le statut existe déjà. Modifiez-le pour le déplacer vers une autre version, ou choisissez un autre nom.',
  'SYSCURRENT and SYSPREVIOUS cannot be deleted. Move them instead.':
    'SYSCURRENT et SYSPREVIOUS ne peuvent pas être supprimés. Déplacez-les plutôt.',
  'A secret can have at most 12 statuses. Delete one first.':
    'Un secret peut avoir au plus 12 statuts. Supprimez-en un d’abord.',
  'version_stages is too long. Give at most 12 different statuses.':
    'version_stages est trop long. Indiquez au plus 12 statuts différents.',
  'The encryption key does not exist. Give the ID of a symmetric key of this project, or change the key of the secret.':
    'La clé de chiffrement n’existe pas. Indiquez l’ID d’une clé symétrique de ce projet, ou changez la clé du secret.',
  'The key cannot encrypt secrets. Use csms/default or an AES_256 or SM4 key.':
    'La clé ne peut pas chiffrer de secrets. Utilisez csms/default ou une clé AES_256 ou SM4.',
  'The encryption key of the secret is disabled, so values cannot be encrypted or read. Enable the key.':
    'La clé de chiffrement du secret est désactivée\u00a0: les valeurs ne peuvent être ni chiffrées ni lues. Activez la clé.',
  'The encryption key of the secret is pending deletion, so values cannot be encrypted or read. Cancel its deletion and enable it.':
    'La suppression de la clé de chiffrement du secret est planifiée\u00a0: les valeurs ne peuvent être ni chiffrées ni lues. Annulez la suppression et activez la clé.',
  'The encryption key of the secret has no key material, so values cannot be encrypted or read. Import its material.':
    'La clé de chiffrement du secret n’a pas de matériel de clé\u00a0: les valeurs ne peuvent être ni chiffrées ni lues. Importez son matériel.',
  'The value cannot be decrypted: what is stored does not belong to this version. Restore the secret from a backup.':
    'La valeur ne peut pas être déchiffrée\u00a0: ce qui est enregistré n’appartient pas à cette version. Restaurez le secret à partir d’une sauvegarde.',
  'The backup cannot be restored: it was changed, cut, or made by another instance, account or project. Use the file as it was downloaded here.':
    'La sauvegarde ne peut pas être restaurée\u00a0: elle a été modifiée, tronquée, ou créée par une autre instance, un autre compte ou un autre projet. Utilisez le fichier tel qu’il a été téléchargé ici.',
  'The event does not exist. Check its name.': 'L’événement n’existe pas. Vérifiez son nom.',
};
