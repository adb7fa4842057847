import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishReplay } from '../english/replay.ts';

export const chineseReplay: CatalogueWithoutSingular<typeof englishReplay> = {
  replay: {
    title: '结果会改变的调用',
    notAllowed: '您无权查看调用记录：需要 cts:trace:list。',
    nothing_other: '没有结果会改变（已检查 {{count}} 次调用）。',
    changes_other: '{{count}} 类调用的结果会改变，共检查 {{examined}} 次调用。',
    truncated: '还有更多调用，只检查了最近的。',
    call: '调用',
    did: '{{user}}：{{operation}} {{resource}}',
    outcome: '结果',
    allowed: '允许',
    denied: '拒绝',
    count: '次数',
    last: '最近一次',
  },
};
