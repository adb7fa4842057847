import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishSearch } from '../english/search.ts';

export const chineseSearch: CatalogueWithoutSingular<typeof englishSearch> = {
  search: {
    label: '搜索',
    placeholder: '名称、别名、ID、标签和描述',
    kind: {
      key: '密钥',
      secret: '凭据',
      user: '用户',
      group: '用户组',
      policy: '策略',
    },
    pinned: '已固定',
    recent: '最近打开',
    results: '结果',
    nothing: '在您有权查看的内容中没有匹配项。',
    start: '请输入名称、ID、标签或描述的一部分。您固定或打开过的内容会显示在这里。',
    tag: '标签 {{tag}}',
    pin: '固定 {{name}}',
    unpin: '取消固定 {{name}}',
    help: '方向键选择，Enter 打开，Esc 关闭。',
  },
};
