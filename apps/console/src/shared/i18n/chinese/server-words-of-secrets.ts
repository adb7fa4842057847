/** Messages of secrets, their versions and statuses in Chinese, under their English sentence. */
export const chineseServerWordsOfSecrets: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 64 letters, digits, dots or - _': '必须为 1 到 64 个字母、数字、点或 - _',
  'must not be "." or ".."': '不能为“.”或“..”',
  'must be 1 to 64 letters, digits, hyphens or underscores': '必须为 1 到 64 个字母、数字、- 或 _',
  'must be a number and d, h, m or s, from 6h to 8760h (365d)':
    '必须为数字加 d、h、m 或 s，从 6h 到 8760h（365d）',
  'must not hold a null character': '不能包含空字符',

  // Errors of operations.
  'A parameter is not valid or missing. Send a value that the description allows.':
    '参数无效或缺失。请提供允许的值。',
  'The secret does not exist. Check its name, the project and the region.':
    '凭据不存在。请检查名称、项目和区域。',
  'The name is already used by another secret. Choose another name.':
    '该名称已被其他凭据使用。请换一个名称。',
  'The secret is pending deletion. Cancel the deletion first.': '凭据已计划删除。请先取消删除。',
  'The secret is already pending deletion. Cancel the deletion first to choose another time.':
    '凭据已计划删除。如需更改时间，请先取消删除。',
  'The secret is not pending deletion. Only a scheduled deletion can be cancelled.':
    '凭据未计划删除。只能取消已计划的删除。',
  'The quota of secrets is used up. Delete secrets that are not needed or have the quota raised.':
    '凭据配额已用完。请删除不需要的凭据，或申请提高配额。',
  'The version does not exist. Check its ID against the list of versions.':
    '版本不存在。请在版本列表中核对其 ID。',
  'The status does not exist. Check its name against the list of versions.':
    '状态不存在。请在版本列表中核对其名称。',
  'The status already exists. Change it to move it to another version, or choose another name.':
    '状态已存在。请更改它以移到其他版本，或换一个名称。',
  'SYSCURRENT and SYSPREVIOUS cannot be deleted. Move them instead.':
    'SYSCURRENT 和 SYSPREVIOUS 不能删除，只能移动。',
  'A secret can have at most 12 statuses. Delete one first.': '一个凭据最多有 12 个状态。请先删除一个。',
  'version_stages is too long. Give at most 12 different statuses.': '状态过多。最多 12 个不同的状态。',
  'The encryption key does not exist. Give the ID of a symmetric key of this project, or change the key of the secret.':
    '加密密钥不存在。请选择本项目的对称密钥，或更改凭据的密钥。',
  'The key cannot encrypt secrets. Use csms/default or an AES_256 or SM4 key.':
    '该密钥不能加密凭据。请使用 csms/default，或 AES_256、SM4 密钥。',
  'The encryption key of the secret is disabled, so values cannot be encrypted or read. Enable the key.':
    '凭据的加密密钥已禁用，无法加密或读取值。请启用该密钥。',
  'The encryption key of the secret is pending deletion, so values cannot be encrypted or read. Cancel its deletion and enable it.':
    '凭据的加密密钥已计划删除，无法加密或读取值。请取消删除并启用。',
  'The encryption key of the secret has no key material, so values cannot be encrypted or read. Import its material.':
    '凭据的加密密钥没有密钥材料，无法加密或读取值。请导入密钥材料。',
  'The value cannot be decrypted: what is stored does not belong to this version. Restore the secret from a backup.':
    '无法解密值：存储的内容不属于此版本。请从备份恢复凭据。',
  'The backup cannot be restored: it was changed, cut, or made by another instance, account or project. Use the file as it was downloaded here.':
    '无法恢复备份：文件已被更改、截断，或来自其他实例、账号或项目。请使用从此处下载的原文件。',
  'The event does not exist. Check its name.': '事件不存在。请检查其名称。',
};
