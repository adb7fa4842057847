/** Messages of tags, grants, rotation, imports, signatures and access keys in Chinese, under their English sentence. */
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
  'A parameter of the trace query is not valid. Correct the named parameter.':
    '事件查询的参数无效。请更正所指的参数。',
  'The trace does not exist, or its retention time has passed. Check its ID and the project.':
    '事件不存在，或已超过保留期。请检查其 ID 和项目。',
  'The tree of traces has never been that large. Give a size of at most that of the latest checkpoint.':
    '事件树从未达到该大小。请提供不超过最新检查点的大小。',
  'The trace is durable and joins the tree within a second. Ask again after the time in Retry-After.':
    '事件已持久保存，将在一秒内加入树。请稍后重试。',
  'Only a key with origin external takes imported material. Create one.':
    '只有来源为外部的密钥才能导入材料。请创建一个。',
  'The key is not pending import. Delete its material first to import it again.':
    '密钥不处于等待导入状态。要重新导入，请先删除其材料。',
  'The key material could not be unwrapped. Wrap it with the public key and the algorithm of this import token.':
    '无法解开密钥材料。请用该导入令牌对应的公钥和算法进行包装。',
  'The import token has expired. Get new import parameters.': '导入令牌已过期。请重新获取导入参数。',
  'expiration_time is in the past. Give seconds since 1970 that lie ahead.':
    '失效时间已过。请填写将来的时间。',
  'The import token belongs to another key. Get import parameters of this key.':
    '导入令牌属于其他密钥。请获取该密钥的导入参数。',
  'The key material has the wrong length for this key. Give as many bytes as its key_spec has.':
    '密钥材料的长度与该密钥不符。请提供与密钥算法一致的字节数。',
  'The import token is not valid. Get new import parameters.': '导入令牌无效。请重新获取导入参数。',
  'The import token was used already. Get new import parameters.': '导入令牌已被使用。请重新获取导入参数。',
  'The key material differs from what was imported first. Only the same material can be imported again.':
    '密钥材料与首次导入的不同。只能再次导入相同的材料。',
  'encrypted_privatekey is missing. Send the private key wrapped under the temporary key.':
    '缺少私钥密文。请提供用临时密钥包装的私钥。',
  'encrypted_privatekey is not valid for this key. Wrap a PKCS#8 private key of its key_spec (RFC 5649).':
    '私钥密文对该密钥无效。请按 RFC 5649 包装与密钥算法一致的 PKCS#8 私钥。',
  'The temporary key has the wrong length. Use 16 or 32 bytes.':
    '临时密钥的长度不正确。请使用 16 或 32 字节。',
  'The material cannot be deleted now. Only an enabled or disabled key with imported material can lose it.':
    '现在不能删除材料。只能删除已启用或已禁用的导入密钥的材料。',
  'The material of an asymmetric key cannot be deleted. Schedule the deletion of the key.':
    '不能删除非对称密钥的材料。请计划删除该密钥。',
  'The key is for signing and verification. Use a key with usage ENCRYPT_DECRYPT.':
    '该密钥用于签名和验签。请使用用途为 ENCRYPT_DECRYPT 的密钥。',
  'datakey_length is not valid. Give bits from 8 to 8192.': '数据密钥的长度无效。请填写 8 到 8192 的位数。',
  'datakey_cipher_length does not fit the data key in cipher_text. Give the bytes of the plaintext data key.':
    '数据密钥的长度与密文不符。',
  'The file is not one that Dewpoint encrypted.': '该文件不是由 Dewpoint 加密的。',
  'The file was encrypted by a newer Dewpoint. Decrypt it with that version.':
    '该文件由更新版本的 Dewpoint 加密。请用该版本解密。',
  'The file is damaged: something in it was changed, cut off, added or moved. Nothing of it can be used.':
    '文件已损坏：其中的内容被更改、截断、添加或移动。不能使用其中的任何内容。',
  'A required parameter is missing. Send it.': '缺少必需的参数。',
};
