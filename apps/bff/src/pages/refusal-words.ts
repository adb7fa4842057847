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

export const refusalWords: Readonly<Record<Language, Readonly<Record<RefusalReason, string>>>> = {
  en: english,
  zh: chinese,
};
