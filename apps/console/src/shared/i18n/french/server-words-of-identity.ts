/** Messages of users, groups, policies and access control in French, under their English sentence. */
export const frenchServerWordsOfIdentity: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 64 letters, digits, spaces and _ . @ -, no space at either end':
    'doit comporter de 1 à 64 lettres, chiffres, espaces et _ . @ -, sans espace au début ni à la fin',
  'must not be the name of the default enterprise project':
    'ne doit pas être le nom du projet d’entreprise par défaut',
  'must be an e-mail address': 'doit être une adresse e-mail',
  'must have a burst of at least perSecond':
    'doit avoir une limite en rafale au moins égale à la limite par seconde',

  // Errors of operations.
  'The enterprise project does not exist. Check its ID against the list of enterprise projects.':
    'Le projet d’entreprise n’existe pas. Vérifiez son ID dans la liste des projets d’entreprise.',
  'The name of the enterprise project is already used in the account. Choose another name.':
    'Le nom du projet d’entreprise est déjà utilisé dans le compte. Choisissez un autre nom.',
  'The default enterprise project is always there and stays as it is. Create another one.':
    'Le projet d’entreprise par défaut est toujours présent et reste tel quel. Créez-en un autre.',
  'The enterprise project is disabled and takes nothing new. Have it enabled or choose another one.':
    'Le projet d’entreprise est désactivé et n’accepte rien de nouveau. Faites-le activer ou choisissez-en un autre.',
  'This act needs a sign-in of the last five minutes: it destroys something, at once or when its time comes, or decides who gets in. Confirm that it is you by signing in again.':
    'Cette opération exige une connexion datant de moins de cinq minutes\u00a0: elle détruit quelque chose, immédiatement ou le moment venu, ou décide de qui a accès. Confirmez votre identité en vous reconnectant.',
  'This act needs the approval of a second person. Have the request approved under Identity, Approvals, and do the same again.':
    'Cette opération exige l’approbation d’une deuxième personne. Faites approuver la demande sous Identités, Approbations, puis recommencez la même opération.',
  'The request for approval does not exist or has expired. Load the list again.':
    'La demande d’approbation n’existe pas ou a expiré. Rechargez la liste.',
  'Nobody approves an own request. Ask another administrator to approve it.':
    'Personne n’approuve sa propre demande. Demandez à un autre administrateur de l’approuver.',
  'The request for approval was decided or used before. Load the list again.':
    'La demande d’approbation a déjà fait l’objet d’une décision ou a déjà été utilisée. Rechargez la liste.',
  'The account does not exist. Check the domain ID.': 'Le compte n’existe pas. Vérifiez l’ID du compte.',
  'Only a Security Administrator of the first account can see, create and disable accounts. Ask one.':
    'Seul un Security Administrator du premier compte peut voir, créer et désactiver des comptes. Adressez-vous à l’un d’eux.',
  'Your own account cannot be disabled: it is the one that looks after the others. Disable users of it instead.':
    'Votre propre compte ne peut pas être désactivé\u00a0: c’est lui qui gère les autres. Désactivez plutôt certains de ses utilisateurs.',
  'The account name is already used. Choose another name.':
    'Le nom du compte est déjà utilisé. Choisissez un autre nom.',
  'The project does not exist. Check its ID.': 'Le projet n’existe pas. Vérifiez son ID.',
  'The user group does not exist. Check its ID.': 'Le groupe d’utilisateurs n’existe pas. Vérifiez son ID.',
  'The policy does not exist. Check its ID.': 'La stratégie n’existe pas. Vérifiez son ID.',
  'The user is not a member of the group. Load the list again.':
    'L’utilisateur n’est pas membre du groupe. Rechargez la liste.',
  'The policy is not attached there. Load the list again.':
    'La stratégie n’est pas attachée à cet endroit. Rechargez la liste.',
  'The project name is already used in the account. Choose another name.':
    'Le nom du projet est déjà utilisé dans le compte. Choisissez un autre nom.',
  'The user name is already used in the account. Choose another name.':
    'Le nom d’utilisateur est déjà utilisé dans le compte. Choisissez un autre nom.',
  'The group name is already used in the account. Choose another name.':
    'Le nom du groupe est déjà utilisé dans le compte. Choisissez un autre nom.',
  'The policy name is already used in the account. Choose another name.':
    'Le nom de la stratégie est déjà utilisé dans le compte. Choisissez un autre nom.',
  'The account has as many of these as it can have. Delete one that is not needed.':
    'Le compte en a déjà autant qu’il peut en avoir. Supprimez un élément inutile.',
  'The user signs in at a foreign provider and has no password here. Change it there.':
    'L’utilisateur se connecte auprès d’un fournisseur externe et n’a pas de mot de passe ici. Modifiez-le auprès de ce fournisseur.',
  'The account would be left without an administrator who may manage users and permissions. Give another enabled user the policy Security Administrator first.':
    'Le compte n’aurait plus d’administrateur pouvant gérer les utilisateurs et les autorisations. Attribuez d’abord la stratégie Security Administrator à un autre utilisateur activé.',
  'The policy is not valid. Mend it where the message says.':
    'La stratégie n’est pas valide. Corrigez-la à l’endroit indiqué par le message.',
  'The policy is attached. Detach it everywhere before you delete it.':
    'La stratégie est attachée. Détachez-la partout avant de la supprimer.',
  'A system policy cannot be changed or deleted. Make a custom policy from it.':
    'Une stratégie système ne peut être ni modifiée ni supprimée. Créez une stratégie personnalisée à partir d’elle.',
  'The list does not allow the address that you call from, so you would lock yourself out. Add it, or confirm.':
    'La liste n’autorise pas l’adresse depuis laquelle vous appelez\u00a0: vous vous interdiriez l’accès. Ajoutez-la, ou confirmez.',
};
