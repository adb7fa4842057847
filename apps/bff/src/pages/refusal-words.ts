import type { Language } from './language.ts';

/** Why a sign-in was refused: for the page, and in English for trace and log. None of them names what the provider sent. */
const english = {
  stateUnknown:
    'The answer belongs to no sign-in that is under way: its state is missing, unknown, used before or too old, or the sign-in was begun in another browser.',
  answerIssuer:
    'The answer does not name the configured OpenID provider as its issuer, so it may come from another one.',
  providerRefused: 'The OpenID provider refused the sign-in, or it was cancelled there.',
  codeRefused: 'The OpenID provider did not take the authorization code: it was used before, or is too old.',
  clientRefused:
    'The OpenID provider does not accept this installation: client ID, secret or redirect address differ from what is registered there.',
  idTokenMissing: 'The OpenID provider sent no ID token.',
  idTokenIssuer: 'The ID token was not issued by the configured OpenID provider.',
  idTokenAudience: 'The ID token was made for another application.',
  idTokenNonce: 'The ID token does not belong to this sign-in: its nonce is missing or another one.',
  idTokenExpired: 'The ID token has expired, is not valid yet, or does not say until when it is.',
  idTokenAlgorithm: 'The ID token is not signed, or with an algorithm that is not accepted.',
  idTokenKey: 'The ID token is signed with a key that the OpenID provider does not publish.',
  idTokenSignature: 'The signature of the ID token is wrong.',
  accessTokenHash: 'The access token is not the one that the ID token names.',
  authenticationOld: 'The OpenID provider did not ask who you are recently enough.',
  authenticationTimeUnsaid:
    'The OpenID provider does not say when it asked who you are (auth_time of its ID token), so it cannot confirm anybody. Do the act through the API, or ask whoever runs this installation: its documentation of sign-in says what can be done.',
  confirmationUnknown:
    'The OpenID provider does not take the request to ask once more who you are (prompt=login, max_age=0), so it cannot confirm anybody. Do the act through the API, or ask whoever runs this installation: its documentation of sign-in says what can be done.',
  authenticationOther: 'Somebody else confirmed the sign-in. Confirm it with the user who is signed in.',
  userinfoSubject: 'The OpenID provider told about another user than the one who signed in.',
  answerInvalid: 'The answer of the OpenID provider does not follow OpenID Connect.',
  userDisabled: 'The user is disabled here.',
  accountDisabled: 'The account of the user is disabled here.',
  newUserRefused:
    'The user has not signed in here before, and the rule for new users does not let this one in.',
} as const;

export type RefusalReason = keyof typeof english;

const chinese: Readonly<Record<RefusalReason, string>> = {
  stateUnknown: '该应答不属于正在进行的登录:state 缺失、未知、已使用或过期,或登录是在另一个浏览器中开始的。',
  answerIssuer: '该应答未声明由已配置的身份提供商签发,可能来自其他提供商。',
  providerRefused: '身份提供商拒绝了登录,或登录在那里被取消。',
  codeRefused: '身份提供商未接受授权码:授权码已被使用或已过期。',
  clientRefused: '身份提供商不接受此系统:客户端 ID、密钥或重定向地址与在那里登记的不一致。',
  idTokenMissing: '身份提供商没有发送 ID 令牌。',
  idTokenIssuer: 'ID 令牌不是由已配置的身份提供商签发的。',
  idTokenAudience: 'ID 令牌是为其他应用签发的。',
  idTokenNonce: 'ID 令牌不属于本次登录:nonce 缺失或不一致。',
  idTokenExpired: 'ID 令牌已过期、尚未生效,或未声明有效期。',
  idTokenAlgorithm: 'ID 令牌没有签名,或使用了不被接受的签名算法。',
  idTokenKey: 'ID 令牌的签名密钥不是身份提供商公布的密钥。',
  idTokenSignature: 'ID 令牌的签名错误。',
  accessTokenHash: '访问令牌不是 ID 令牌所声明的那一个。',
  authenticationOld: '身份提供商最近没有确认您的身份。',
  authenticationTimeUnsaid:
    '身份提供商没有说明它何时确认了您的身份(ID 令牌中的 auth_time),因此无法确认任何人。请通过 API 执行此操作,或联系此系统的运维人员:登录文档中说明了其他办法。',
  confirmationUnknown:
    '身份提供商不接受再次确认身份的请求(prompt=login、max_age=0),因此无法确认任何人。请通过 API 执行此操作,或联系此系统的运维人员:登录文档中说明了其他办法。',
  authenticationOther: '确认登录的是另一个用户。请使用当前登录的用户进行确认。',
  userinfoSubject: '身份提供商返回的不是登录用户的信息。',
  answerInvalid: '身份提供商的应答不符合 OpenID Connect。',
  userDisabled: '该用户在此已被禁用。',
  accountDisabled: '该用户所属的账号在此已被停用。',
  newUserRefused: '该用户从未在此登录过,而新用户规则不允许其登录。',
};

const french: Readonly<Record<RefusalReason, string>> = {
  stateUnknown:
    'La réponse n’appartient à aucune connexion en cours\u00a0: son state est absent, inconnu, déjà utilisé ou trop ancien, ou la connexion a été commencée dans un autre navigateur.',
  answerIssuer:
    'La réponse ne désigne pas le fournisseur OpenID configuré comme son émetteur\u00a0; elle peut donc venir d’un autre.',
  providerRefused: 'Le fournisseur OpenID a refusé la connexion, ou elle y a été annulée.',
  codeRefused:
    'Le fournisseur OpenID n’a pas accepté le code d’autorisation\u00a0: déjà utilisé ou trop ancien.',
  clientRefused:
    'Le fournisseur OpenID n’accepte pas cette installation\u00a0: l’ID client, le secret ou l’adresse de redirection diffèrent de ce qui y est enregistré.',
  idTokenMissing: 'Le fournisseur OpenID n’a pas envoyé de jeton d’identité.',
  idTokenIssuer: 'Le jeton d’identité n’a pas été émis par le fournisseur OpenID configuré.',
  idTokenAudience: 'Le jeton d’identité a été émis pour une autre application.',
  idTokenNonce:
    'Le jeton d’identité n’appartient pas à cette connexion\u00a0: son nonce est absent ou différent.',
  idTokenExpired:
    'Le jeton d’identité a expiré, n’est pas encore valable ou ne dit pas jusqu’à quand il l’est.',
  idTokenAlgorithm: 'Le jeton d’identité n’est pas signé, ou l’est avec un algorithme qui n’est pas accepté.',
  idTokenKey: 'Le jeton d’identité est signé avec une clé que le fournisseur OpenID ne publie pas.',
  idTokenSignature: 'La signature du jeton d’identité est fausse.',
  accessTokenHash: 'Le jeton d’accès n’est pas celui que désigne le jeton d’identité.',
  authenticationOld: 'Le fournisseur OpenID n’a pas vérifié votre identité assez récemment.',
  authenticationTimeUnsaid:
    'Le fournisseur OpenID ne dit pas quand il a vérifié votre identité (auth_time de son jeton d’identité) et ne peut donc confirmer personne. Effectuez l’acte par l’API ou adressez-vous à l’exploitant de cette installation\u00a0: sa documentation sur la connexion dit ce qui peut être fait.',
  confirmationUnknown:
    'Le fournisseur OpenID n’accepte pas la demande de vérifier de nouveau votre identité (prompt=login, max_age=0) et ne peut donc confirmer personne. Effectuez l’acte par l’API ou adressez-vous à l’exploitant de cette installation\u00a0: sa documentation sur la connexion dit ce qui peut être fait.',
  authenticationOther: 'Quelqu’un d’autre a confirmé la connexion. Confirmez-la avec l’utilisateur connecté.',
  userinfoSubject: 'Le fournisseur OpenID a parlé d’un autre utilisateur que celui qui s’est connecté.',
  answerInvalid: 'La réponse du fournisseur OpenID ne respecte pas OpenID Connect.',
  userDisabled: 'L’utilisateur est désactivé ici.',
  accountDisabled: 'Le compte de l’utilisateur est désactivé ici.',
  newUserRefused:
    'L’utilisateur ne s’est encore jamais connecté ici, et la règle des nouveaux utilisateurs ne le laisse pas entrer.',
};

export const refusalWords: Readonly<Record<Language, Readonly<Record<RefusalReason, string>>>> = {
  en: english,
  zh: chinese,
  fr: french,
};
