import { frenchServerWordsOfIdentity } from './server-words-of-identity.ts';
import { frenchServerWordsOfRotation } from './server-words-of-rotation.ts';
import { frenchServerWordsOfSecrets } from './server-words-of-secrets.ts';
import { frenchServerWordsOfTabs } from './server-words-of-tabs.ts';
import { frenchServerWordsOfTopics } from './server-words-of-topics.ts';

/** Messages of the server, of its client and of contract rules in French, under their English sentence. */
export const frenchServerWords: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 255 letters, digits or - _ : /': 'doit comporter de 1 à 255 lettres, chiffres ou - _ : /',
  'must not end with /default': 'ne doit pas se terminer par /default',
  'must be at most 255 characters': 'doit comporter au plus 255 caractères',

  // The software root key under its usual name.
  'AES-256 key in root.key, sealed with a passphrase (scrypt, AES-256-GCM)':
    'Clé AES-256 dans root.key, scellée par une phrase secrète (scrypt, AES-256-GCM)',
  'AES-256 key in root.key, not sealed: whoever reads this file or a copy of it can read every key':
    'Clé AES-256 dans root.key, non scellée\u00a0: quiconque lit ce fichier ou une copie peut lire toutes les clés',

  // Errors of operations.
  'The alias is already used by another key. Choose another alias.':
    'L’alias est déjà utilisé par une autre clé. Choisissez un autre alias.',
  'The quota of keys is used up. Delete keys that are not needed or have the quota raised.':
    'Le quota de clés est épuisé. Supprimez les clés inutiles ou faites augmenter le quota.',
  'A key of this key_spec cannot have usage ENCRYPT_DECRYPT. Use SIGN_VERIFY.':
    'Une clé de cet algorithme ne peut pas avoir l’usage ENCRYPT_DECRYPT. Utilisez SIGN_VERIFY.',
  'A symmetric key cannot have usage SIGN_VERIFY. Use ENCRYPT_DECRYPT, or an asymmetric key_spec.':
    'Une clé symétrique ne peut pas avoir l’usage SIGN_VERIFY. Utilisez ENCRYPT_DECRYPT, ou un algorithme asymétrique.',
  'key_usage does not fit key_spec. Leave it out to get the usage that fits.':
    'L’usage de la clé ne convient pas à son algorithme. Omettez-le pour obtenir l’usage qui convient.',
  'The key store does not exist. Give the ID of one, or leave keystore_id out.':
    'Le magasin de clés n’existe pas. Indiquez l’ID d’un magasin existant, ou omettez keystore_id.',
  'The root of trust does not answer, so keys cannot be opened. Nothing is lost. Try again when it is back.':
    'La racine de confiance ne répond pas, les clés ne peuvent donc pas être ouvertes. Rien n’est perdu. Réessayez quand elle sera de nouveau disponible.',
  'The key does not exist. Check the ID, the project and the region.':
    'La clé n’existe pas. Vérifiez l’ID, le projet et la région.',
  'The key is not disabled. Only a disabled key can be enabled.':
    'La clé n’est pas désactivée. Seule une clé désactivée peut être activée.',
  'A default key cannot be changed or used this way. Use a custom key.':
    'Une clé par défaut ne peut pas être modifiée ni utilisée ainsi. Utilisez une clé personnalisée.',
  'The key is not enabled. Enable it first.': 'La clé n’est pas activée. Activez-la d’abord.',
  'The key is already pending deletion. Cancel the deletion first to choose another time.':
    'La suppression de la clé est déjà planifiée. Annulez-la d’abord pour choisir une autre date.',
  'The key is not pending deletion. Only a scheduled deletion can be cancelled.':
    'La suppression de la clé n’est pas planifiée. Seule une suppression planifiée peut être annulée.',
  'The key is pending deletion. Cancel the deletion and enable it first.':
    'La suppression de la clé est planifiée. Annulez d’abord la suppression et activez la clé.',
  'marker is not valid. Give the next_marker of the page before.':
    'marker n’est pas valide. Indiquez le next_marker de la page précédente.',
  'The key is disabled. Enable it first.': 'La clé est désactivée. Activez-la d’abord.',
  'The key has no key material. Import its material first.':
    'La clé n’a pas de matériel. Importez d’abord son matériel.',
  'A symmetric key cannot be used for this operation. Use a key of the kind it is for.':
    'Une clé symétrique ne peut pas servir à cette opération. Utilisez une clé du type prévu pour celle-ci.',
  'An HMAC key cannot be used for this operation. Use generate-mac or verify-mac, or a key of another kind.':
    'Une clé HMAC ne peut pas servir à cette opération. Utilisez generate-mac ou verify-mac, ou une clé d’un autre type.',
  'An asymmetric key cannot be used for this operation. Use a symmetric key.':
    'Une clé asymétrique ne peut pas servir à cette opération. Utilisez une clé symétrique.',
  'cipher_text is not valid: it was changed, cut, made for something else, or its context differs. Send it as it was answered, with the context of its encryption.':
    'Le texte chiffré n’est pas valide\u00a0: il a été modifié, tronqué, créé pour autre chose, ou son contexte diffère. Envoyez-le tel qu’il a été renvoyé, avec le contexte de son chiffrement.',
  'operation cannot be run in a batch. Call it once for each input.':
    'L’opération ne peut pas être exécutée par lot. Appelez-la une fois pour chaque entrée.',

  // Errors of sign-in, of the service and of the way to it.
  'You are not signed in, or the session has ended. Sign in again.':
    'Vous n’êtes pas connecté, ou la session est terminée. Reconnectez-vous.',
  'The key is being disabled on trial already. Commit or cancel that trial first.':
    'La clé est déjà en désactivation à blanc. Validez ou annulez d’abord celle-ci.',
  'The key is not being disabled on trial. Begin a trial first.':
    'La clé n’est pas en désactivation à blanc. Commencez-en d’abord une.',
  'The session does not exist or has ended. Load the list of sessions again.':
    'La session n’existe pas ou est terminée. Rechargez la liste des sessions.',
  'You have no permission for this operation. Ask an administrator for a policy or grant that allows it.':
    'Vous n’avez pas l’autorisation d’effectuer cette opération. Demandez à un administrateur une stratégie ou un octroi qui la permet.',
  'An internal error occurred. Nothing was changed. Quote the request ID when you report it.':
    'Une erreur interne s’est produite. Rien n’a été modifié. Indiquez l’ID de la requête lorsque vous la signalez.',
  'The service cannot answer now. Nothing was changed. Try again in a moment.':
    'Le service ne peut pas répondre pour le moment. Rien n’a été modifié. Réessayez dans un instant.',
  'The audit trail cannot be written, so the operation was not done. Try again in a moment.':
    'La piste d’audit ne peut pas être écrite, l’opération n’a donc pas été effectuée. Réessayez dans un instant.',
  'Too many requests. Try again after the time in Retry-After.':
    'Trop de requêtes. Réessayez après le délai indiqué dans Retry-After.',
  'The request did not come from the console. Send header X-Dewpoint-Request: 1 from the same origin.':
    'La requête ne vient pas de la console. Envoyez l’en-tête X-Dewpoint-Request: 1 depuis la même origine.',
  'The project in the URL is not the project of the credentials. Use a token scoped to it, or the URL of your project.':
    'Le projet de l’URL n’est pas celui des identifiants. Utilisez un jeton de ce projet, ou l’URL de votre projet.',
  'The server cannot be reached. Check the connection and try again.':
    'Le serveur est injoignable. Vérifiez la connexion et réessayez.',
  ...frenchServerWordsOfRotation,
  ...frenchServerWordsOfTabs,
  ...frenchServerWordsOfIdentity,
  ...frenchServerWordsOfSecrets,
  ...frenchServerWordsOfTopics,
};
