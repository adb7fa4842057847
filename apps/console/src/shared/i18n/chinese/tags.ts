import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishTags } from '../english/tags.ts';

/** Tags in Simplified Chinese. */
export const chineseTags: CatalogueWithoutSingular<typeof englishTags> = {
  tags: {
    count: '已有 {{count}} 个标签，最多 {{max}} 个。',
    label: '标签',
    why: '标签用于区分、查找和统计资源。',
    add: '添加标签',
    edit: '编辑',
    editNamed: '编辑标签 {{key}}',
    delete: '删除',
    deleteNamed: '删除标签 {{key}}',
    deleteSelected_other: '删除 {{count}} 个标签',
    key: '标签键',
    value: '标签值',
    operation: '操作',
    noValue: '无值',
    keyHelp: '最多 128 个字母、数字、空格和 _ . : / = + - @',
    valueHelp: '可选。最多 255 个字符，字符类型相同。',
    another: '再添加一个标签',
    removeRow: '删除第 {{row}} 行',
    row: '标签 {{row}}',
    twice: '重复',
    present: '已存在，请编辑它的值',
    room_other: '还可以添加 {{count}} 个标签。',
    full: '最多有 {{max}} 个标签。请先删除一个。',
    select: '选择标签 {{key}}',
    selectAll: '选择所有标签',
    none: { title: '还没有标签' },
    addDialog: { title: '添加标签', done_other: '已添加 {{count}} 个标签。' },
    editDialog: {
      title: '编辑标签',
      done: '标签 {{key}} 的值已修改。',
    },
    deleteDialog: {
      title_other: '删除标签',
      effect: '按这些标签查找的筛选、策略和报表将不再匹配。其他一切不变。',
      confirm: '确认',
      done_other: '已删除 {{count}} 个标签。',
    },
  },
};
