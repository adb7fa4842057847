import { chineseServerWordsOfIdentity } from './server-words-of-identity.ts';
import { chineseServerWordsOfRotation } from './server-words-of-rotation.ts';
import { chineseServerWordsOfSecrets } from './server-words-of-secrets.ts';
import { chineseServerWordsOfTabs } from './server-words-of-tabs.ts';
import { chineseServerWordsOfTopics } from './server-words-of-topics.ts';

/** Messages of the server, of its client and of contract rules in Chinese, under their English sentence. */
export const chineseServerWords: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 255 letters, digits or - _ : /': '必须为 1 到 255 个字母、数字或 - _ : /',
  'must not end with /default': '不能以 /default 结尾',
  'must be at most 255 characters': '最多 255 个字符',

  // The software root key under its usual name.
  'AES-256 key in root.key, sealed with a passphrase (scrypt, AES-256-GCM)':
    'root.key 中的 AES-256 密钥，已用口令密封（scrypt，AES-256-GCM）',
  'AES-256 key in root.key, not sealed: whoever reads this file or a copy of it can read every key':
    'root.key 中的 AES-256 密钥，未密封：能读取此文件或其副本的人可以读取所有密钥',

  // Errors of operations.
  'The alias is already used by another key. Choose another alias.': '该别名已被其他密钥使用。请换一个别名。',
  'The quota of keys is used up. Delete keys that are not needed or have the quota raised.':
    '密钥配额已用完。请删除不需要的密钥，或申请提高配额。',
  'A key of this key_spec cannot have usage ENCRYPT_DECRYPT. Use SIGN_VERIFY.':
    '该算法的密钥不能用于 ENCRYPT_DECRYPT。请使用 SIGN_VERIFY。',
  'A symmetric key cannot have usage SIGN_VERIFY. Use ENCRYPT_DECRYPT, or an asymmetric key_spec.':
    '对称密钥不能用于 SIGN_VERIFY。请使用 ENCRYPT_DECRYPT，或选择非对称算法。',
  'key_usage does not fit key_spec. Leave it out to get the usage that fits.':
    '密钥用途与密钥算法不匹配。请选择匹配的用途。',
  'The key store does not exist. Give the ID of one, or leave keystore_id out.':
    '密钥库不存在。请提供已有密钥库的 ID，或不填写。',
  'The root of trust does not answer, so keys cannot be opened. Nothing is lost. Try again when it is back.':
    '信任根没有响应，暂时无法打开密钥。没有任何数据丢失。请在其恢复后重试。',
  'The key does not exist. Check the ID, the project and the region.': '密钥不存在。请检查 ID、项目和区域。',
  'The key is not disabled. Only a disabled key can be enabled.':
    '密钥不处于禁用状态。只能启用处于禁用状态的密钥。',
  'A default key cannot be changed or used this way. Use a custom key.':
    '默认密钥不能这样更改或使用。请使用自定义密钥。',
  'The key is not enabled. Enable it first.': '密钥未启用。请先启用。',
  'The key is already pending deletion. Cancel the deletion first to choose another time.':
    '密钥已计划删除。如需更改时间，请先取消删除。',
  'The key is not pending deletion. Only a scheduled deletion can be cancelled.':
    '密钥未计划删除。只能取消已计划的删除。',
  'The key is pending deletion. Cancel the deletion and enable it first.':
    '密钥已计划删除。请先取消删除并启用密钥。',
  'marker is not valid. Give the next_marker of the page before.': '分页标记无效。请从首页重新开始。',
  'The key is disabled. Enable it first.': '密钥已禁用。请先启用。',
  'The key has no key material. Import its material first.': '密钥没有密钥材料。请先导入密钥材料。',
  'A symmetric key cannot be used for this operation. Use a key of the kind it is for.':
    '对称密钥不能用于此操作。请使用适用的密钥。',
  'An HMAC key cannot be used for this operation. Use generate-mac or verify-mac, or a key of another kind.':
    'HMAC 密钥不能用于此操作。请使用 generate-mac 或 verify-mac，或其他类型的密钥。',
  'An asymmetric key cannot be used for this operation. Use a symmetric key.':
    '非对称密钥不能用于此操作。请使用对称密钥。',
  'cipher_text is not valid: it was changed, cut, made for something else, or its context differs. Send it as it was answered, with the context of its encryption.':
    '密文无效：已被更改、截断、用于其他目的，或者加密上下文不同。请原样提供加密返回的密文及其加密上下文。',
  'operation cannot be run in a batch. Call it once for each input.': '该操作不能批量执行。请逐个执行。',

  // Errors of sign-in, of the service and of the way to it.
  'You are not signed in, or the session has ended. Sign in again.': '您尚未登录，或会话已结束。请重新登录。',
  'The key is being disabled on trial already. Commit or cancel that trial first.':
    '该密钥已在试停用中。请先提交或取消试停用。',
  'The key is not being disabled on trial. Begin a trial first.': '该密钥未在试停用中。请先开始试停用。',
  'The session does not exist or has ended. Load the list of sessions again.':
    '会话不存在或已结束。请刷新会话列表。',
  'You have no permission for this operation. Ask an administrator for a policy or grant that allows it.':
    '您没有执行此操作的权限。请联系管理员授予允许此操作的策略或授权。',
  'An internal error occurred. Nothing was changed. Quote the request ID when you report it.':
    '发生内部错误。没有任何更改。报告问题时请提供请求 ID。',
  'The service cannot answer now. Nothing was changed. Try again in a moment.':
    '服务暂时无法响应。没有任何更改。请稍后重试。',
  'The audit trail cannot be written, so the operation was not done. Try again in a moment.':
    '无法写入审计记录，因此未执行操作。请稍后重试。',
  'Too many requests. Try again after the time in Retry-After.': '请求过于频繁。请稍后重试。',
  'The request did not come from the console. Send header X-Dewpoint-Request: 1 from the same origin.':
    '请求不是来自控制台。请重新加载页面。',
  'The project in the URL is not the project of the credentials. Use a token scoped to it, or the URL of your project.':
    'URL 中的项目与您的项目不一致。请使用您的项目。',
  'The server cannot be reached. Check the connection and try again.':
    '无法连接服务器。请检查网络连接后重试。',
  ...chineseServerWordsOfRotation,
  ...chineseServerWordsOfTabs,
  ...chineseServerWordsOfIdentity,
  ...chineseServerWordsOfSecrets,
  ...chineseServerWordsOfTopics,
};
