/** Messages of tags, grants, rotation, imports, signatures and access keys in French, under their English sentence. */
export const frenchServerWordsOfTabs: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 128 letters, digits, spaces and _ . : / = + - @':
    'doit comporter de 1 à 128 lettres, chiffres, espaces et _ . : / = + - @',
  'must not start or end with a space': 'ne doit pas commencer ni se terminer par une espace',
  'must be at most 255 letters, digits, spaces and _ . : / = + - @':
    'doit comporter au plus 255 lettres, chiffres, espaces et _ . : / = + - @',
  'must be 1 to 64 letters and digits': 'doit comporter de 1 à 64 lettres et chiffres',
  'must have at most 255 characters': 'doit comporter au plus 255 caractères',

  // Errors of operations.
  'The key is for encryption and decryption. Use a key with usage SIGN_VERIFY.':
    'La clé sert au chiffrement et au déchiffrement. Utilisez une clé d’usage SIGN_VERIFY.',
  'The algorithm does not fit the key. Use one that the key_spec of the key has.':
    'L’algorithme ne convient pas à la clé. Utilisez-en un que l’algorithme de la clé prend en charge.',
  'The length of the digest does not fit the algorithm. Send the digest of the algorithm’s hash, or message_type RAW.':
    'La longueur de l’empreinte ne convient pas à l’algorithme. Envoyez l’empreinte de la fonction de hachage de l’algorithme, ou le type de message RAW.',
  'A key with imported material cannot be rotated automatically. Replace it by a new key.':
    'Une clé à matériel importé n’admet pas de rotation automatique. Remplacez-la par une nouvelle clé.',
  'An asymmetric key cannot be rotated. Replace it by a new key.':
    'Une clé asymétrique n’admet pas de rotation. Remplacez-la par une nouvelle clé.',
  'This kind of key cannot be rotated. Replace it by a new key.':
    'Ce type de clé n’admet pas de rotation. Remplacez-la par une nouvelle clé.',
  'Rotation is already enabled. Change its interval instead.':
    'La rotation est déjà activée. Modifiez plutôt son intervalle.',
  'Rotation is not enabled for the key. Enable it first.':
    'La rotation n’est pas activée pour la clé. Activez-la d’abord.',
  'create-grant cannot be the only operation. Add an operation that may be handed on.':
    'create-grant ne peut pas être la seule opération. Ajoutez une opération qui peut être transmise.',
  'The grant cannot be made. Hand on only operations that you have and the usage of the key allows.':
    'L’octroi ne peut pas être créé. Ne transmettez que des opérations que vous avez et que l’usage de la clé permet.',
  'A key can have at most 100 grants. Revoke one first.':
    'Une clé peut avoir au plus 100 octrois. Révoquez-en d’abord un.',
  'The grant does not exist. Check grant_id.': 'L’octroi n’existe pas. Vérifiez son ID.',
  'The grant does not belong to the key. Check key_id and grant_id.':
    'L’octroi n’appartient pas à la clé. Vérifiez l’ID de la clé et celui de l’octroi.',
  'A resource can have at most 20 tags. Delete one first.':
    'Une ressource peut avoir au plus 20 étiquettes. Supprimez-en d’abord une.',
  'The user does not exist. Check its ID.': 'L’utilisateur n’existe pas. Vérifiez son ID.',
  'The user has as many access keys as a user can have. Delete one that is no longer used.':
    'L’utilisateur a déjà autant de clés d’accès qu’il peut en avoir. Supprimez-en une qui ne sert plus.',
  'The access key does not exist. Check its ID against the list of access keys.':
    'La clé d’accès n’existe pas. Vérifiez son ID dans la liste des clés d’accès.',
  'A parameter of the trace query is not valid. Correct the named parameter.':
    'Un paramètre de la recherche de traces n’est pas valide. Corrigez le paramètre indiqué.',
  'The trace does not exist, or its retention time has passed. Check its ID and the project.':
    'La trace n’existe pas, ou sa durée de conservation est écoulée. Vérifiez son ID et le projet.',
  'The tree of traces has never been that large. Give a size of at most that of the latest checkpoint.':
    'L’arbre des traces n’a jamais été aussi grand. Indiquez une taille d’au plus celle du dernier point de contrôle.',
  'The trace is durable and joins the tree within a second. Ask again after the time in Retry-After.':
    'La trace est conservée et rejoint l’arbre en moins d’une seconde. Réessayez après le délai indiqué dans Retry-After.',
  'Only a key with origin external takes imported material. Create one.':
    'Seule une clé d’origine externe accepte du matériel importé. Créez-en une.',
  'The key is not pending import. Delete its material first to import it again.':
    'La clé n’est pas en attente d’importation. Supprimez d’abord son matériel pour l’importer à nouveau.',
  'The key material could not be unwrapped. Wrap it with the public key and the algorithm of this import token.':
    'Le matériel de clé n’a pas pu être désenveloppé. Enveloppez-le avec la clé publique et l’algorithme de ce jeton d’importation.',
  'The import token has expired. Get new import parameters.':
    'Le jeton d’importation a expiré. Obtenez de nouveaux paramètres d’importation.',
  'expiration_time is in the past. Give seconds since 1970 that lie ahead.':
    'La date d’expiration est passée. Indiquez une date à venir, en secondes depuis 1970.',
  'The import token belongs to another key. Get import parameters of this key.':
    'Le jeton d’importation appartient à une autre clé. Obtenez les paramètres d’importation de cette clé.',
  'The key material has the wrong length for this key. Give as many bytes as its key_spec has.':
    'La longueur du matériel ne convient pas à cette clé. Indiquez autant d’octets que son algorithme en exige.',
  'The import token is not valid. Get new import parameters.':
    'Le jeton d’importation n’est pas valide. Obtenez de nouveaux paramètres d’importation.',
  'The import token was used already. Get new import parameters.':
    'Le jeton d’importation a déjà été utilisé. Obtenez de nouveaux paramètres d’importation.',
  'The key material differs from what was imported first. Only the same material can be imported again.':
    'Le matériel de clé diffère de celui importé la première fois. Seul le même matériel peut être réimporté.',
  'encrypted_privatekey is missing. Send the private key wrapped under the temporary key.':
    'Le texte chiffré de la clé privée manque. Envoyez la clé privée enveloppée sous la clé temporaire.',
  'encrypted_privatekey is not valid for this key. Wrap a PKCS#8 private key of its key_spec (RFC 5649).':
    'Le texte chiffré de la clé privée n’est pas valide pour cette clé. Enveloppez une clé privée PKCS#8 de son algorithme (RFC 5649).',
  'The temporary key has the wrong length. Use 16 or 32 bytes.':
    'La longueur de la clé temporaire n’est pas correcte. Utilisez 16 ou 32 octets.',
  'The material cannot be deleted now. Only an enabled or disabled key with imported material can lose it.':
    'Le matériel ne peut pas être supprimé maintenant. Seule une clé activée ou désactivée à matériel importé peut le perdre.',
  'The material of an asymmetric key cannot be deleted. Schedule the deletion of the key.':
    'Le matériel d’une clé asymétrique ne peut pas être supprimé. Planifiez la suppression de la clé.',
  'The key is for signing and verification. Use a key with usage ENCRYPT_DECRYPT.':
    'La clé sert à la signature et à la vérification. Utilisez une clé d’usage ENCRYPT_DECRYPT.',
  'datakey_length is not valid. Give bits from 8 to 8192.':
    'La longueur de la clé de données n’est pas valide. Indiquez de 8 à 8192 bits.',
  'datakey_cipher_length does not fit the data key in cipher_text. Give the bytes of the plaintext data key.':
    'La longueur indiquée ne convient pas à la clé de données du texte chiffré. Indiquez le nombre d’octets de la clé de données en clair.',
  'The file is not one that Dewpoint encrypted.': 'Ce fichier n’a pas été chiffré par Dewpoint.',
  'The file was encrypted by a newer Dewpoint. Decrypt it with that version.':
    'Le fichier a été chiffré par une version plus récente de Dewpoint. Déchiffrez-le avec cette version.',
  'The file is damaged: something in it was changed, cut off, added or moved. Nothing of it can be used.':
    'Le fichier est endommagé\u00a0: une partie en a été modifiée, coupée, ajoutée ou déplacée. Rien n’en est utilisable.',
  'A required parameter is missing. Send it.': 'Un paramètre obligatoire manque. Envoyez-le.',
};
