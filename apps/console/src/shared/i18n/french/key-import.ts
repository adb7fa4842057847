import type { Catalogue } from '../catalogue.ts';
import type { englishKeyImport } from '../english/key-import.ts';

/** Import Key in French. */
export const frenchKeyImport: Catalogue<typeof englishKeyImport> = {
  keyImport: {
    explanation:
      'Utilisez votre propre matériel de clé\u00a0: créez une clé sans matériel, puis importez le vôtre, enveloppé.',
    explanationOf: 'Matériel de clé pour {{alias}} ({{spec}}).',
    steps: 'Étapes de l’importation de la clé',
    step: 'Étape {{number}} sur {{count}}',
    next: 'Suivant',
    back: 'Retour',
    create: {
      title: 'Créer une clé',
      explanation:
        'La clé ne reçoit pas encore de matériel. Elle est inutilisable tant que vous ne l’importez pas.',
      understand: 'Je comprends ce qu’implique une clé importée pour la sécurité et la durabilité',
      security:
        'Vous êtes responsable du matériel\u00a0: créez-le avec une bonne source d’aléa et gardez-en une copie en lieu sûr. S’il expire ou est supprimé, seul le même matériel permet de rétablir la clé.',
      done: 'La clé {{alias}} est créée et attend son matériel.',
    },
    download: {
      title: 'Télécharger les éléments d’importation',
      explanation:
        'La clé d’enveloppement chiffre votre matériel pendant son transfert. Elle et le jeton d’importation expirent après 24 heures et ne valent que pour cette clé.',
      algorithm: 'Algorithme d’enveloppement',
      recommended: 'Recommandé. RSA avec OAEP et SHA-256.',
      notRecommended: 'Déconseillé.',
      about: {
        RSAES_OAEP_SHA_256: 'RSA avec OAEP et SHA-256.',
        RSAES_OAEP_SHA_1: 'RSA avec OAEP et SHA-1, pour les HSM qui n’ont pas SHA-256.',
        RSAES_PKCS1_V1_5: 'RSA avec l’ancien remplissage, pour les HSM qui n’ont rien d’autre.',
        SM2_ENCRYPT: 'SM2, pour le matériel enveloppé avec des algorithmes chinois.',
      },
      andContinue: 'Télécharger et continuer',
      here: 'Envelopper dans ce navigateur',
      notHere: 'Les navigateurs ne peuvent envelopper qu’avec RSAES_OAEP_SHA_256 et RSAES_OAEP_SHA_1.',
      existing: 'Matériel de clé existant',
      files:
        'Trois fichiers sont téléchargés\u00a0: {{wrappingKey}}, la clé d’enveloppement sous forme binaire\u202f; {{token}}, le jeton d’importation\u202f; et {{readme}}, avec les commandes.',
    },
    material: {
      title: 'Importer le matériel de clé',
      how: 'Mode d’enveloppement du matériel',
      files: 'Charger le matériel enveloppé',
      here: 'Envelopper dans ce navigateur',
      filesHelp: 'Enveloppez le matériel avec OpenSSL ou votre HSM, puis choisissez les fichiers obtenus.',
      hereHelp:
        'Le matériel est enveloppé dans cette page et ne la quitte que chiffré. Il n’est conservé nulle part.',
      keyMaterial: 'Matériel de clé',
      temporaryKey: 'Matériel de la clé temporaire',
      privateKey: 'Texte chiffré de la clé privée',
      keyMaterialHelp: 'Le matériel enveloppé, par exemple EncryptedKeyMaterial.bin.',
      temporaryKeyHelp: 'La clé temporaire enveloppée, par exemple EncryptedKeyMaterial.bin.',
      privateKeyHelp: 'La clé privée enveloppée sous la clé temporaire, par exemple out_private_key.der.',
      plain: 'Matériel de clé en clair',
      plainHelp:
        'Un fichier d’exactement {{bytes}} octets. Le texte hexadécimal ou Base64 n’est pas accepté.',
      plainPrivateKey: 'Clé privée en clair',
      plainPrivateKeyHelp: 'Une clé privée PKCS#8 de {{spec}}, DER ou PEM, non chiffrée.',
      generate: 'Générer',
      generateHelp: 'Ou laissez ce navigateur le créer.',
      generated: 'Le matériel est généré et attend dans cette page.',
      save: 'Enregistrer une copie',
      saveWhy:
        'Enregistrez une copie en lieu sûr avant de continuer\u00a0: si le matériel expire ou est supprimé, rien d’autre ne permet de rétablir la clé.',
      saved: 'Une copie a été enregistrée sous {{file}}.',
      noWrappingKey:
        'Cette session de navigateur n’a pas encore de clé d’enveloppement. Obtenez-en d’abord une.',
      toDownload: 'Obtenir une clé d’enveloppement',
      missing: 'Choisissez un fichier.',
      empty: 'Le fichier est vide.',
      tooLarge: 'Le fichier est trop volumineux\u00a0: au plus {{max}} octets.',
      problem: {
        length: 'Le fichier comporte {{actual}} octets. Une clé {{spec}} en exige exactement {{bytes}}.',
        encrypted: 'La clé privée est chiffrée. Déchiffrez-la d’abord avec openssl pkcs8.',
        pkcs1: 'La clé privée n’est pas au format PKCS#8. Convertissez-la avec openssl pkcs8 -topk8.',
        privateKey: 'Le fichier n’est pas une clé privée PKCS#8 de {{spec}}.',
      },
    },
    commands: {
      title: 'Envelopper avec OpenSSL',
      explanation:
        'Exécutez ces commandes dans le dossier de {{file}}. Pour envelopper un matériel que vous avez déjà, omettez les lignes qui en créent un nouveau.',
      copy: 'Copier les commandes',
      material: 'Créer le matériel de clé',
      temporaryKey: 'Créer une clé temporaire',
      wrap: 'L’envelopper avec la clé d’enveloppement',
      privateKey: 'Créer une clé privée',
      pkcs8: 'La convertir en PKCS#8',
      der: 'La convertir en DER',
      wrapPrivateKey: 'Envelopper la clé privée sous la clé temporaire',
      again: 'Télécharger à nouveau\u00a0:',
      wrappingKey: 'Clé d’enveloppement',
      token: 'Jeton d’importation',
      readme: 'README',
      expire: 'La clé d’enveloppement et le jeton d’importation expirent le',
    },
    token: {
      title: 'Importer le jeton',
      explanation: 'Atteste que le matériel a été enveloppé pour cette clé, et indique sa durée de vie.',
      token: 'Jeton d’importation de la clé',
      carried: 'Le jeton de cet assistant est utilisé.',
      choose:
        'Choisissez le jeton d’importation qui correspond à la clé d’enveloppement, par exemple importToken_{{keyId}}.',
      invalid:
        'Le fichier n’est pas un jeton d’importation. Choisissez celui fourni avec la clé d’enveloppement.',
      another: 'Utiliser plutôt un fichier',
      carriedAgain: 'Utiliser le jeton de cet assistant',
      mode: 'Mode d’expiration du matériel de clé',
      never: 'Le matériel de clé n’expire jamais',
      expires: 'Le matériel de clé expire',
      at: 'Date d’expiration',
      atHelp:
        'Fuseau horaire\u00a0: {{zone}}. Dewpoint supprime alors le matériel, et la clé l’attend à nouveau.',
      atInvalid: 'Indiquez une date à venir.',
      done: 'Clé importée',
    },
    notWaiting: {
      title: 'Cette clé n’attend pas de matériel',
      why: 'Seule une clé d’origine Externe à l’état Importation en attente accepte du matériel. Supprimez d’abord son matériel pour réimporter le même.',
      view: 'Voir la clé',
    },
    readme: `Dewpoint\u00a0: importation de matériel de clé

ID de la clé\u00a0:                {{keyId}}
Alias\u00a0:                       {{alias}}
Algorithme de la clé\u00a0:        {{spec}}
Algorithme d’enveloppement\u00a0:  {{algorithm}}
Clé d’enveloppement\u00a0:         {{wrappingKey}} (DER, SubjectPublicKeyInfo)
Jeton d’importation\u00a0:         {{token}} (Base64)
Expiration des deux\u00a0:         {{expires}}

Exécutez dans le dossier de ces fichiers\u00a0:

{{commands}}

Continuez ensuite dans la console avec «\u00a0Matériel de clé existant\u00a0», ou appelez import-key-material.
Gardez une copie du matériel en lieu sûr\u00a0: s’il expire ou est supprimé, seul le même matériel permet de
rétablir la clé.
`,
  },
};
