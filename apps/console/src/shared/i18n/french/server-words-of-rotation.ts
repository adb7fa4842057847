/** Messages about the rotation of secrets in French, by the English that the server says them in. */
export const frenchServerWordsOfRotation: Readonly<Record<string, string>> = {
  'The secret is being rotated. Wait until the rotation has ended; the list of tasks says when.':
    'La rotation du secret est en cours. Attendez qu’elle soit terminée\u202f; la liste des tâches indique quand.',
  'The rotation of the secret is not set up. Send rotation_config, or turn auto_rotation on, with a change of the secret.':
    'La rotation du secret n’est pas configurée. Configurez-la, ou activez la rotation automatique, en modifiant le secret.',
  'The secret does not exist. Check its name, the project and the region.':
    'Le secret n’existe pas. Vérifiez son nom, le projet et la région.',
  'The secret is pending deletion. Cancel the deletion first.':
    'La suppression du secret est planifiée. Annulez-la d’abord.',
  'is required for MultiUser: only an administrator can make the second account':
    'est obligatoire pour des utilisateurs en alternance\u00a0: seul un administrateur peut créer le second compte',
  'is required with Source Webhook': 'est obligatoire avec la source Webhook',
};
