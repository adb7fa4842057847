import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishFileTool } from '../english/file-tool.ts';

/** The file tool in Simplified Chinese. */
export const chineseFileTool: CatalogueWithoutSingular<typeof englishFileTool> = {
  fileTool: {
    title: '文件',
    explanation: '任意大小的文件都在此浏览器中加密，每个文件使用单独的数据密钥。文件内容不会离开浏览器。',
    mode: '加密或解密文件',
    encryptHelp: '数据密钥由此密钥加密，并保存在加密文件（{{extension}}）中。',
    decryptHelp: '根据加密文件（{{extension}}）找到密钥，即使是其他密钥。',
    encryptFile: '要加密的文件',
    decryptFile: '要解密的文件',
    encrypt: '加密文件',
    decrypt: '解密文件',
    progress: '进度',
    percent: '{{percent}}%',
    encryptDone: '{{name}} 已写入。',
    decryptDone: '{{name}} 已写入。文件自加密以来未被更改。',
    command: '可以在此处解密，或使用命令行：',
    otherKey: '该文件由其他密钥加密：{{keyId}}。',
    otherProject: '该文件的密钥在其他项目（{{projectId}}）中。请切换到该项目解密。',
    cancelled: '已取消，没有写入任何内容。',
    notReadable: '浏览器无法读取或写入文件。请检查文件是否存在以及磁盘空间。',
  },
};
