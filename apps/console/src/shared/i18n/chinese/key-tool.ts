import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishKeyTool } from '../english/key-tool.ts';

/** The online tool and deleting key material in Simplified Chinese. */
export const chineseKeyTool: CatalogueWithoutSingular<typeof englishKeyTool> = {
  keyTool: {
    subject: '工具的处理对象',
    subjects: { text: '文本', files: '文件' },
    mode: '加密或解密',
    encrypt: '加密',
    decrypt: '解密',
    encryptHelp: '文本先编码为 Base64，再用当前密钥加密。',
    decryptHelp: '根据密文自动识别密钥，即使不是当前密钥。',
    plaintext: '明文',
    ciphertext: '密文',
    bytes: '{{bytes}} / {{max}} 字节',
    tooLong: '{{bytes}} / {{max}} 字节：超出 {{over}} 字节。缩短文本后可再次执行。',
    execute: '执行',
    clear: '清除',
    copy: '复制到剪贴板',
    sameKey: '密钥版本 {{version}}',
    otherKey: '使用另一个密钥解密：{{alias}}（{{keyId}}），版本 {{version}}。',
    isBase64: '明文不是文本，以 Base64 显示。',
    unavailable: '该密钥不能使用此工具',
    why: {
      defaultKey: '默认密钥不能使用此工具，由服务和 API 使用。',
      asymmetric: '非对称密钥不能用此工具加密和解密。请使用 API。',
      disabled: '密钥已禁用。启用后才能使用。',
      pendingDeletion: '密钥已计划删除。取消删除并启用后才能使用。',
      pendingImport: '密钥还没有密钥材料。导入后才能使用。',
    },
  },
  keyInspect: {
    title: '这是什么密文？',
    explanation: '不解密即可查看密文的密钥、版本和大小。',
    ciphertext: '要查看的密文',
    inspect: '查看',
    key: '密钥',
    version: '密钥版本',
    algorithm: '算法',
    size: '明文大小',
    bytes_other: '{{count}} 字节',
    mayDecrypt: '您能否解密？',
    yes: '能',
    no: '不能：{{reason}}',
  },
  keyMaterial: {
    effect:
      '该密钥将停止工作并等待导入材料：只有再次导入相同的材料后，才能解密其加密的数据。请确认您有材料的副本。',
    done: '密钥材料删除成功',
    again: '重新导入',
  },
};
