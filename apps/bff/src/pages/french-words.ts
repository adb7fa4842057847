import { refusalWords } from './refusal-words.ts';
import type { Words } from './words.ts';

/** The pages in French. */
export const frenchWords: Words = {
  product: 'Dewpoint',
  tagline: 'Atelier de chiffrement des données',
  signIn: 'Se connecter',
  signInTo: 'Se connecter à la console',
  userName: 'Nom d’utilisateur',
  password: 'Mot de passe',
  otherAccount: 'Se connecter à un autre compte',
  account: 'Compte',
  accountHelp: 'Laissez ce champ vide pour le premier compte de cette installation.',
  wrongPassword: 'Le nom d’utilisateur ou le mot de passe est incorrect. Vérifiez les deux, puis réessayez.',
  accountDisabled:
    'Ce compte est désactivé\u00a0: aucun de ses utilisateurs ne peut se connecter. Demandez à l’exploitant de cette installation de l’activer.',
  confirmTitle: 'Confirmez votre identité',
  confirmText:
    'Ce que vous vous apprêtez à faire peut causer des dommages, une confirmation vous est donc demandée. Connectez-vous\u00a0; vous reviendrez ensuite où vous étiez.',
  notConfirmedTitle: 'Votre identité n’a pas été confirmée',
  notConfirmedText: 'Vous êtes toujours connecté et rien n’a été modifié.',
  backToConsole: 'Retour à la console',
  throttled: (seconds) =>
    seconds > 90
      ? `Trop de tentatives infructueuses. Réessayez dans ${Math.ceil(seconds / 60)} minutes.`
      : `Trop de tentatives infructueuses. Réessayez dans ${seconds} secondes.`,
  expiredTitle: 'Cette connexion a expiré',
  expiredText: 'Elle a été commencée il y a trop longtemps ou dans un autre navigateur. Rien n’a été perdu.',
  startAgain: 'Recommencer',
  signedOutTitle: 'Vous êtes déconnecté',
  signedOutText: 'Votre session sur ce serveur est terminée.',
  signInAgain: 'Se reconnecter',
  signOutTitle: 'Se déconnecter\u202f?',
  signOutText: 'Votre session sur ce serveur va se terminer.',
  signOut: 'Se déconnecter',
  staySignedIn: 'Rester connecté',
  stillSignedInTitle: 'Vous êtes toujours connecté',
  stillSignedInText: 'Rien n’a été modifié.',
  toConsole: 'Aller à la console',
  deniedTitle: 'Vous ne pouvez pas vous connecter ici',
  deniedText:
    'Le fournisseur d’identité vous connaît, mais cette installation n’a pas de place pour vous. Demandez à un administrateur de vous ajouter à un groupe ou d’activer votre utilisateur.',
  providerTitle: 'Le fournisseur d’identité ne répond pas',
  providerText:
    'La connexion en dépend. Les clés et les données sont en sécurité, et les programmes munis de clés d’accès continuent de fonctionner. Réessayez dans un instant\u00a0; si cela persiste, adressez-vous à un administrateur.',
  failedTitle: 'La connexion a échoué',
  failedText: 'La réponse du fournisseur d’identité n’a pas pu être utilisée. Recommencez.',
  refusals: refusalWords.fr,
  confirmedTitle: 'L’abonnement est confirmé',
  confirmedText:
    'Désormais, le point de terminaison reçoit ce que le sujet annonce. Vous pouvez fermer cette page.',
  unconfirmedTitle: 'Ce lien ne confirme rien',
  unconfirmedText:
    'Il date de plus de 48 heures, a été remplacé par un plus récent, ou son abonnement n’existe plus. Demandez à la personne qui a créé l’abonnement d’en envoyer un nouveau.',
  tryAgain: 'Réessayer',
  requestId: 'ID de la requête',
};
