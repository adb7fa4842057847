import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishKeyImport } from '../english/key-import.ts';

/** Import Key in Simplified Chinese. */
export const chineseKeyImport: CatalogueWithoutSingular<typeof englishKeyImport> = {
  keyImport: {
    explanation: '使用您自己的密钥材料：先创建没有材料的密钥，再导入包装后的材料。',
    explanationOf: '{{alias}}（{{spec}}）的密钥材料。',
    steps: '导入密钥的步骤',
    step: '第 {{number}} 步，共 {{count}} 步',
    next: '下一步',
    back: '上一步',
    create: {
      title: '创建密钥',
      explanation: '该密钥暂时没有材料。导入材料之前不能使用。',
      understand: '我已经了解导入密钥的安全性和持久性',
      security:
        '您需要对密钥材料负责：请使用安全的随机源生成，并妥善保存副本。材料过期或被删除后，只有相同的材料才能恢复该密钥。',
      done: '密钥 {{alias}} 已创建，等待导入材料。',
    },
    download: {
      title: '下载导入项',
      explanation: '包装密钥用于在传输时加密您的材料。包装密钥和导入令牌 24 小时后过期，且只对该密钥有效。',
      algorithm: '密钥包装算法',
      recommended: '推荐。使用 OAEP 和 SHA-256 的 RSA。',
      notRecommended: '不推荐。',
      about: {
        RSAES_OAEP_SHA_256: '使用 OAEP 和 SHA-256 的 RSA。',
        RSAES_OAEP_SHA_1: '使用 OAEP 和 SHA-1 的 RSA，适用于不支持 SHA-256 的 HSM。',
        RSAES_PKCS1_V1_5: '使用旧填充方式的 RSA，适用于只支持该方式的 HSM。',
        SM2_ENCRYPT: 'SM2，适用于用国密算法包装的材料。',
      },
      andContinue: '下载并继续',
      here: '在此浏览器中包装',
      notHere: '浏览器只能使用 RSAES_OAEP_SHA_256 和 RSAES_OAEP_SHA_1 进行包装。',
      existing: '已有密钥材料',
      files:
        '将下载三个文件：{{wrappingKey}}，二进制格式的包装密钥；{{token}}，导入令牌；{{readme}}，包含命令。',
    },
    material: {
      title: '导入密钥材料',
      how: '材料的包装方式',
      files: '上传包装后的材料',
      here: '在此浏览器中包装',
      filesHelp: '请用 OpenSSL 或您的 HSM 包装材料，然后选择生成的文件。',
      hereHelp: '材料在本页面中包装，只以密文离开页面，不会保存在任何地方。',
      keyMaterial: '密钥材料',
      temporaryKey: '临时密钥材料',
      privateKey: '私钥密文',
      keyMaterialHelp: '包装后的材料，例如 EncryptedKeyMaterial.bin。',
      temporaryKeyHelp: '包装后的临时密钥，例如 EncryptedKeyMaterial.bin。',
      privateKeyHelp: '用临时密钥包装的私钥，例如 out_private_key.der。',
      plain: '明文密钥材料',
      plainHelp: '正好 {{bytes}} 字节的文件。不接受十六进制或 Base64 文本。',
      plainPrivateKey: '明文私钥',
      plainPrivateKeyHelp: '{{spec}} 的 PKCS#8 私钥，DER 或 PEM 格式，未加密。',
      generate: '生成',
      generateHelp: '或由此浏览器生成。',
      generated: '材料已生成，暂存于本页面。',
      save: '保存副本',
      saveWhy: '继续之前请妥善保存副本：材料过期或被删除后，没有其他办法恢复该密钥。',
      saved: '副本已保存为 {{file}}。',
      noWrappingKey: '此浏览器会话中还没有包装密钥。请先获取。',
      toDownload: '获取包装密钥',
      missing: '请选择文件。',
      empty: '文件为空。',
      tooLarge: '文件过大：最多 {{max}} 字节。',
      problem: {
        length: '文件有 {{actual}} 字节。{{spec}} 密钥正好需要 {{bytes}} 字节。',
        encrypted: '私钥已加密。请先用 openssl pkcs8 解密。',
        pkcs1: '私钥不是 PKCS#8 格式。请用 openssl pkcs8 -topk8 转换。',
        privateKey: '该文件不是 {{spec}} 的 PKCS#8 私钥。',
      },
    },
    commands: {
      title: '用 OpenSSL 包装',
      explanation: '请在 {{file}} 所在的文件夹中运行。如果已有材料，请略去生成新材料的行。',
      copy: '复制命令',
      material: '生成密钥材料',
      temporaryKey: '生成临时密钥',
      wrap: '用包装密钥包装',
      privateKey: '生成私钥',
      pkcs8: '转换为 PKCS#8',
      der: '转换为 DER',
      wrapPrivateKey: '用临时密钥包装私钥',
      again: '重新下载：',
      wrappingKey: '包装密钥',
      token: '导入令牌',
      readme: 'README',
      expire: '包装密钥和导入令牌的过期时间',
    },
    token: {
      title: '导入密钥令牌',
      explanation: '证明材料是为该密钥包装的，并设置材料的有效期。',
      token: '密钥导入令牌',
      carried: '使用本向导的令牌。',
      choose: '请选择与包装密钥对应的导入令牌，例如 importToken_{{keyId}}。',
      invalid: '该文件不是导入令牌。请选择与包装密钥一起获取的令牌。',
      another: '改用文件',
      carriedAgain: '使用本向导的令牌',
      mode: '密钥材料失效模式',
      never: '密钥材料永不失效',
      expires: '密钥材料到期失效',
      at: '失效时间',
      atHelp: '时区：{{zone}}。到期后 Dewpoint 会删除材料，密钥重新等待导入。',
      atInvalid: '请填写将来的时间。',
      done: '密钥导入成功',
    },
    notWaiting: {
      title: '该密钥不在等待导入材料',
      why: '只有来源为外部且状态为等待导入的密钥才能导入材料。要再次导入相同的材料，请先删除现有材料。',
      view: '查看密钥',
    },
    readme: `Dewpoint：导入密钥材料

密钥 ID：     {{keyId}}
别名：        {{alias}}
密钥算法：    {{spec}}
包装算法：    {{algorithm}}
包装密钥：    {{wrappingKey}}（DER，SubjectPublicKeyInfo）
导入令牌：    {{token}}（Base64）
过期时间：    {{expires}}

请在这些文件所在的文件夹中运行：

{{commands}}

然后在控制台中选择“已有密钥材料”继续，或调用 import-key-material。
请妥善保存材料的副本：材料过期或被删除后，只有相同的材料才能恢复该密钥。
`,
  },
};
