import { frenchWords } from './french-words.ts';
import type { Language } from './language.ts';
import { type RefusalReason, refusalWords } from './refusal-words.ts';

/** Every word of the pages made here. A language that lacks one does not compile. */
export interface Words {
  readonly product: string;
  readonly tagline: string;
  readonly signIn: string;
  readonly signInTo: string;
  readonly userName: string;
  readonly password: string;
  readonly otherAccount: string;
  readonly account: string;
  readonly accountHelp: string;
  readonly wrongPassword: string;
  readonly accountDisabled: string;
  /** Who is signed in is asked again before an irreversible act (IAM-11). */
  readonly confirmTitle: string;
  readonly confirmText: string;
  readonly notConfirmedTitle: string;
  readonly notConfirmedText: string;
  readonly backToConsole: string;
  throttled(seconds: number): string;
  readonly expiredTitle: string;
  readonly expiredText: string;
  readonly startAgain: string;
  readonly signedOutTitle: string;
  readonly signedOutText: string;
  readonly signInAgain: string;
  readonly signOutTitle: string;
  readonly signOutText: string;
  readonly signOut: string;
  readonly staySignedIn: string;
  readonly stillSignedInTitle: string;
  readonly stillSignedInText: string;
  readonly toConsole: string;
  readonly deniedTitle: string;
  readonly deniedText: string;
  readonly providerTitle: string;
  readonly providerText: string;
  readonly failedTitle: string;
  readonly failedText: string;
  /** Why a sign-in was refused. */
  readonly refusals: Readonly<Record<RefusalReason, string>>;
  readonly confirmedTitle: string;
  readonly confirmedText: string;
  readonly unconfirmedTitle: string;
  readonly unconfirmedText: string;
  readonly tryAgain: string;
  readonly requestId: string;
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    product: 'Dewpoint',
    tagline: 'Data Encryption Workshop',
    signIn: 'Sign in',
    signInTo: 'Sign in to the console',
    userName: 'User name',
    password: 'Password',
    otherAccount: 'Sign in to another account',
    account: 'Account',
    accountHelp: 'Leave it empty for the first account of this installation.',
    wrongPassword: 'The user name or password is wrong. Check both and try again.',
    accountDisabled:
      'This account is disabled, so nobody of it can sign in. Ask whoever runs this installation to enable it.',
    confirmTitle: 'Confirm that it is you',
    confirmText:
      'What you are about to do can do harm, so you are asked once more. Sign in; you then come back to where you were.',
    notConfirmedTitle: 'It was not confirmed that it is you',
    notConfirmedText: 'You are signed in as before, and nothing was changed.',
    backToConsole: 'Back to the console',
    throttled: (seconds) =>
      seconds > 90
        ? `Too many failed attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`
        : `Too many failed attempts. Try again in ${seconds} seconds.`,
    expiredTitle: 'This sign-in has expired',
    expiredText: 'It was begun too long ago, or in another browser. Nothing was lost.',
    startAgain: 'Start again',
    signedOutTitle: 'You are signed out',
    signedOutText: 'Your session has ended on this server.',
    signInAgain: 'Sign in again',
    signOutTitle: 'Sign out?',
    signOutText: 'Your session at this server will end.',
    signOut: 'Sign out',
    staySignedIn: 'Stay signed in',
    stillSignedInTitle: 'You are still signed in',
    stillSignedInText: 'Nothing was changed.',
    toConsole: 'Go to the console',
    deniedTitle: 'You cannot sign in here',
    deniedText:
      'You are known to the identity provider, but this installation has no place for you. Ask an administrator to add you to a group or to enable your user.',
    providerTitle: 'The identity provider does not answer',
    providerText:
      'Sign-in needs it. Keys and data are safe, and programs with access keys go on working. Try again in a moment; if it stays so, ask an administrator.',
    failedTitle: 'The sign-in did not succeed',
    failedText: 'The answer of the identity provider could not be used. Start again.',
    refusals: refusalWords.en,
    confirmedTitle: 'The subscription is confirmed',
    confirmedText: 'From now on the endpoint receives what the topic has to tell. You can close this page.',
    unconfirmedTitle: 'This link confirms nothing',
    unconfirmedText:
      'It is older than 48 hours, was replaced by a newer one, or its subscription is gone. Ask whoever made the subscription to send a new one.',
    tryAgain: 'Try again',
    requestId: 'Request ID',
  },
  zh: {
    product: 'Dewpoint',
    tagline: '数据加密服务',
    signIn: '登录',
    signInTo: '登录控制台',
    userName: '用户名',
    password: '密码',
    otherAccount: '登录其他账号',
    account: '账号',
    accountHelp: '留空表示此系统的第一个账号。',
    wrongPassword: '用户名或密码错误,请检查后重试。',
    accountDisabled: '此账号已被停用,其中的用户均无法登录。请联系此系统的运维人员启用。',
    confirmTitle: '请确认是您本人',
    confirmText: '您即将执行的操作可能造成损害,因此需要再次确认。请登录,之后将返回原来的页面。',
    notConfirmedTitle: '未能确认是您本人',
    notConfirmedText: '您的登录状态没有变化,也没有任何更改。',
    backToConsole: '返回控制台',
    throttled: (seconds) =>
      seconds > 90
        ? `失败次数过多,请在 ${Math.ceil(seconds / 60)} 分钟后重试。`
        : `失败次数过多,请在 ${seconds} 秒后重试。`,
    expiredTitle: '本次登录已过期',
    expiredText: '登录开始的时间过久,或是在另一个浏览器中开始的。没有丢失任何内容。',
    startAgain: '重新开始',
    signedOutTitle: '您已退出登录',
    signedOutText: '您在此服务器上的会话已结束。',
    signInAgain: '重新登录',
    signOutTitle: '确定退出登录?',
    signOutText: '您在此服务器上的会话将结束。',
    signOut: '退出登录',
    staySignedIn: '保持登录',
    stillSignedInTitle: '您仍处于登录状态',
    stillSignedInText: '没有任何更改。',
    toConsole: '进入控制台',
    deniedTitle: '您无法在此登录',
    deniedText: '身份提供商认识您,但此系统没有您的位置。请联系管理员将您加入用户组或启用您的用户。',
    providerTitle: '身份提供商没有响应',
    providerText:
      '登录需要身份提供商。密钥和数据是安全的,使用访问密钥的程序不受影响。请稍后重试;如仍无法登录,请联系管理员。',
    failedTitle: '登录未成功',
    failedText: '无法使用身份提供商的应答,请重新开始。',
    refusals: refusalWords.zh,
    confirmedTitle: '订阅已确认',
    confirmedText: '从现在起,该终端将收到主题的通知。您可以关闭此页面。',
    unconfirmedTitle: '此链接无法确认订阅',
    unconfirmedText: '链接已超过 48 小时、已被更新的链接取代,或其订阅已被删除。请联系创建订阅的人重新发送。',
    tryAgain: '重试',
    requestId: '请求 ID',
  },
  fr: frenchWords,
};
