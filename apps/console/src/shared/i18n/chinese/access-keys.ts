import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishAccessKeys } from '../english/access-keys.ts';

/** Access keys in Simplified Chinese. */
export const chineseAccessKeys: CatalogueWithoutSingular<typeof englishAccessKeys> = {
  accessKeys: {
    title: '访问密钥',
    why: '程序使用访问密钥 ID 及其密钥对 API 请求签名。您最多可以有 {{max}} 个，以便用一个替换另一个。',
    none: { title: '还没有访问密钥', why: '请为代您调用 API 的程序创建一个。' },
    create: '新增访问密钥',
    full: '您已有 {{max}} 个访问密钥。请先删除一个。',
    id: '访问密钥 ID',
    copyId: '复制访问密钥 ID',
    description: '描述',
    descriptionHelp: '可选。说明密钥的用途，最多 255 个字符。',
    noDescription: '无描述',
    status: '状态',
    state: { active: '启用', inactive: '停用' },
    created: '创建时间',
    lastUsed: '最近使用时间',
    never: '从未使用',
    operation: '操作',
    enable: '启用',
    disable: '停用',
    delete: '删除',
    enableNamed: '启用访问密钥 {{id}}',
    disableNamed: '停用访问密钥 {{id}}',
    deleteNamed: '删除访问密钥 {{id}}',
    enabled: '访问密钥 {{id}} 已启用。',
    disabled: '访问密钥 {{id}} 已停用。',
    deleted: '访问密钥 {{id}} 已删除。',
    dialog: {
      title: '新增访问密钥',
      made: '访问密钥已创建',
      once: '密钥只在此处显示这一次，之后任何人都无法再次查看。请将其保存在只有您的程序能读取的地方。',
      secret: '秘密访问密钥',
      copySecret: '复制秘密访问密钥',
      download: '下载 CSV',
      kept: '我已保存秘密访问密钥',
      done: '完成',
    },
    disableDialog: {
      title: '停用访问密钥',
      effect: '用该密钥签名的请求将在一秒内被拒绝，直到重新启用。',
    },
    deleteDialog: {
      title: '删除访问密钥',
      effect: '用该密钥签名的请求将在一秒内被拒绝。删除的密钥无法恢复。',
      type: '访问密钥 ID',
      typeThis: '请输入 {{id}} 以确认。',
    },
  },
};
