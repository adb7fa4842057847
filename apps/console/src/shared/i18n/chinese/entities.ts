import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishEntities } from '../english/entities.ts';

export const chineseEntities: CatalogueWithoutSingular<typeof englishEntities> = {
  entities: {
    more: '显示更多',
    name: '名称',
    description: '描述',
    optional: '可选。',
    typeThis: '请输入 {{name}} 以确认。',
    noneFound: '没有匹配项',
    status: '状态',
    enabled: '启用',
    disabled: '停用',
    enable: '启用',
    disable: '停用',
    delete: '删除',
    edit: '编辑',
    remove: '移除',
    created: '创建时间',
    operation: '操作',
  },
};
