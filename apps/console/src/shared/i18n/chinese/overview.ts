import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishOverview } from '../english/overview.ts';

/** The words of the overview and of usage in Simplified Chinese. */
export const chineseOverview: CatalogueWithoutSingular<typeof englishOverview> = {
  overview: {
    explanation: '现有的资源、正在发生的操作，以及即将到期的事项。',
    states: '各状态的密钥',
    quota: '密钥配额',
    quotaUsed: '{{used}} / {{quota}} 个密钥',
    secretQuota: '凭据配额',
    secretQuotaUsed: '{{used}} / {{quota}} 个凭据',
    protection: '信任根',
    healthy: '有响应',
    unhealthy: '没有响应',
    operations: '每小时操作数',
    operationsWhy: '账号最近 24 小时的操作，包括被拒绝的操作。',
    operationsTotal: '24 小时内共 {{total}} 次操作，每小时最多 {{most}} 次。',
    due: '未来 90 天内到期',
    dueNone: { title: '没有即将到期的事项', why: '计划的轮换、删除和失效会显示在这里。' },
    dueKind: {
      key: { deletion: '删除', rotation: '轮换', expiry: '密钥材料失效' },
      secret: { deletion: '凭据删除', rotation: '凭据轮换', expiry: '版本到期' },
    },
  },
  usage: {
    title: '用量',
    why: '整个账号每天（UTC）的 API 请求数，以及当天最多的自定义密钥数和凭据数。',
    export: '下载 CSV',
    day: '日期',
    apiRequests: 'API 请求',
    keys: '密钥',
    secrets: '凭据',
    none: { title: '这些天没有用量', why: '用量每小时记录一次。' },
  },
};
