/** Messages of tags, grants, rotation, signatures and access keys in Chinese, under their English sentence. */
export const chineseServerWordsOfTabs: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 128 letters, digits, spaces and _ . : / = + - @':
    '必须为 1 到 128 个字母、数字、空格或 _ . : / = + - @',
  'must not start or end with a space': '不能以空格开头或结尾',
  'must be at most 255 letters, digits, spaces and _ . : / = + - @':
    '最多 255 个字母、数字、空格或 _ . : / = + - @',
  'must be 1 to 64 letters and digits': '必须为 1 到 64 个字母或数字',
  'must have at most 255 characters': '最多 255 个字符',

  // Errors of operations.
  'The key is for encryption and decryption. Use a key with usage SIGN_VERIFY.':
    '该密钥用于加密和解密。请使用用途为 SIGN_VERIFY 的密钥。',
  'The algorithm does not fit the key. Use one that the key_spec of the key has.':
    '算法与密钥不匹配。请使用该密钥算法支持的算法。',
  'The length of the digest does not fit the algorithm. Send the digest of the algorithm’s hash, or message_type RAW.':
    '摘要长度与算法不匹配。请提供该算法的摘要，或使用消息类型 RAW。',
  'A key with imported material cannot be rotated automatically. Replace it by a new key.':
    '导入材料的密钥不能自动轮换。请用新密钥替换。',
  'An asymmetric key cannot be rotated. Replace it by a new key.': '非对称密钥不能轮换。请用新密钥替换。',
  'This kind of key cannot be rotated. Replace it by a new key.': '此类密钥不能轮换。请用新密钥替换。',
  'Rotation is already enabled. Change its interval instead.': '轮换已开启。请修改轮换周期。',
  'Rotation is not enabled for the key. Enable it first.': '密钥未开启轮换。请先开启。',
  'create-grant cannot be the only operation. Add an operation that may be handed on.':
    '不能只授予 create-grant。请再添加可以转授的操作。',
  'The grant cannot be made. Hand on only operations that you have and the usage of the key allows.':
    '无法创建授权。只能授予您拥有的、且密钥用途允许的操作。',
  'A key can have at most 100 grants. Revoke one first.': '一个密钥最多有 100 个授权。请先撤销一个。',
  'The grant does not exist. Check grant_id.': '授权不存在。请检查授权 ID。',
  'The grant does not belong to the key. Check key_id and grant_id.':
    '授权不属于该密钥。请检查密钥 ID 和授权 ID。',
  'A resource can have at most 20 tags. Delete one first.': '一个资源最多有 20 个标签。请先删除一个。',
  'The user does not exist. Check its ID.': '用户不存在。请检查其 ID。',
  'The user has as many access keys as a user can have. Delete one that is no longer used.':
    '该用户的访问密钥数量已达上限。请删除不再使用的访问密钥。',
  'The access key does not exist. Check its ID against the list of access keys.':
    '访问密钥不存在。请在访问密钥列表中核对其 ID。',
  'A required parameter is missing. Send it.': '缺少必需的参数。',
};
