/** Messages about events, topics and notifications in French, under their English sentence. */
export const frenchServerWordsOfTopics: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 255 letters, digits, hyphens or underscores, beginning with a letter or digit':
    'doit comporter de 1 à 255 lettres, chiffres, traits d’union ou traits de soulignement, en commençant par une lettre ou un chiffre',
  'must be 0 to 192 bytes of UTF-8': 'doit comporter de 0 à 192 octets en UTF-8',
  'must be 0 to 128 bytes of UTF-8': 'doit comporter de 0 à 128 octets en UTF-8',
  'must not hold control characters': 'ne doit pas contenir de caractères de contrôle',
  'must be at most 2048 characters': 'doit comporter au plus 2048 caractères',
  'must be at most 256 characters': 'doit comporter au plus 256 caractères',
  'must be whsec_ and Base64, or another text': 'doit être whsec_ suivi de Base64, ou un autre texte',

  // Errors of operations.
  'The name is already used by another event. Choose another name.':
    'Le nom est déjà utilisé par un autre événement. Choisissez un autre nom.',
  'The event is associated with secrets. Remove it from them before you delete it.':
    'L’événement est associé à des secrets. Retirez-le de ceux-ci avant de le supprimer.',
  'An account can have at most 30 events. Delete one first.':
    'Un compte peut avoir au plus 30 événements. Supprimez-en d’abord un.',
  'The notification does not exist. Those older than three months are removed.':
    'La notification n’existe pas. Celles de plus de trois mois sont supprimées.',
  'The notification is still being delivered. Wait until that has succeeded or was given up.':
    'La notification est encore en cours de livraison. Attendez que la livraison réussisse ou soit abandonnée.',
  'The topic does not exist. Check its URN, the project and the region.':
    'Le sujet n’existe pas. Vérifiez son URN, le projet et la région.',
  'The quota of topics is used up. Delete topics that are not needed.':
    'Le quota de sujets est épuisé. Supprimez les sujets inutiles.',
  'Events send to the topic. Choose another topic in them before you delete it.':
    'Des événements envoient au sujet. Choisissez-y un autre sujet avant de le supprimer.',
  'This installation sends no email. Have the operator set DEWPOINT_SMTP_URL and DEWPOINT_SMTP_FROM, or use https.':
    'Cette installation n’envoie pas d’e-mails. Faites définir DEWPOINT_SMTP_URL et DEWPOINT_SMTP_FROM par l’exploitant, ou utilisez https.',
  'The endpoint is not valid. Use an address that begins with https:// or http:// as the protocol says, or an email address.':
    'Le point de terminaison n’est pas valide. Utilisez une adresse commençant par https:// ou http:// selon le protocole, ou une adresse e-mail.',
  'The endpoint is in a network that the product must not reach. Use a public one, or have the operator allow it in DEWPOINT_EGRESS_ALLOW.':
    'Le point de terminaison est dans un réseau que le produit ne doit pas joindre. Utilisez-en un public, ou faites-le autoriser par l’exploitant dans DEWPOINT_EGRESS_ALLOW.',
  'The subscription does not exist. Check its URN and the project.':
    'L’abonnement n’existe pas. Vérifiez son URN et le projet.',
  'The topic has as many subscriptions as it can have. Delete those that are not needed.':
    'Le sujet a déjà autant d’abonnements qu’il peut en avoir. Supprimez ceux qui sont inutiles.',
  'The subscription is confirmed already. There is nothing to ask its endpoint.':
    'L’abonnement est déjà confirmé. Il n’y a rien à demander à son point de terminaison.',
};
