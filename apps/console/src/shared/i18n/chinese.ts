import type { Catalogue } from './catalogue.ts';
import { chineseAccessKeys } from './chinese-access-keys.ts';
import { chineseEntities } from './chinese-entities.ts';
import { chineseEvents } from './chinese-events.ts';
import { chineseFileTool } from './chinese-file-tool.ts';
import { chineseIdentity } from './chinese-identity.ts';
import { chineseKeyImport } from './chinese-key-import.ts';
import { chineseKeyTabs } from './chinese-key-tabs.ts';
import { chineseKeyTool } from './chinese-key-tool.ts';
import { chineseKeys } from './chinese-keys.ts';
import { chineseNotifications } from './chinese-notifications.ts';
import { chineseOverview } from './chinese-overview.ts';
import { chineseReplay } from './chinese-replay.ts';

import { chineseSearch } from './chinese-search.ts';

import { chineseSecretEvents } from './chinese-secret-events.ts';

import { chineseSecretRotation } from './chinese-secret-rotation.ts';
import { chineseSecrets } from './chinese-secrets.ts';
import { chineseTags } from './chinese-tags.ts';
import { chineseTopics } from './chinese-topics.ts';
import { chineseTraces } from './chinese-traces.ts';

/** The console in Simplified Chinese. */
export const chinese: Catalogue = {
  loading: '加载中',
  shell: {
    product: 'Dewpoint',
    documentTitle: '{{title}} · Dewpoint',
    skip: '跳到内容',
    navigation: '导航',
    openNavigation: '打开导航',
    breadcrumb: '当前位置',
    search: '全局搜索',
  },
  navigation: {
    overview: '总览',
    keys: '密钥管理',
    secrets: '凭据管理',
    events: '事件通知',
    topics: '主题',
    traces: '云审计',
    identity: '身份与权限',
    credentials: '我的凭证',
    usage: '用量',
    settings: '设置',
  },
  language: { label: '语言' },
  appearance: { label: '主题', system: '跟随系统', light: '浅色', dark: '深色' },
  account: {
    label: '账号',
    menu: '{{name}} 的账号',
    inAccount: '账号 {{account}} · {{region}}',
    signOut: '退出登录',
  },
  session: {
    failed: '控制台无法启动',
    ended: '会话已结束',
    endedWhy:
      '请重新登录后继续。登录页面会在新标签页中打开；您在此处输入的内容会保留，登录后本提示自动消失。',
    signInAgain: '重新登录',
    noProject: '您没有项目',
    noProjectWhy: '请联系账号管理员为您授予某个项目的权限，然后重新加载页面。',
  },
  protection: { label: '信任根', hsm: '由 HSM 保护', software: '由软件保护' },
  refusal: {
    forbidden: '您无权查看',
    missing: '未找到',
    failed: '操作未成功',
    retry: '重试',
    action: '操作：{{action}}',
    reference: '{{code}} · 请求 {{requestId}}',
    confirm: '确认是您本人',
    approvals: '查看审批请求',
  },
  notFound: {
    title: '页面不存在',
    why: '地址可能有误，或者其内容已不存在。',
    home: '前往密钥管理',
  },
  pageFailed: {
    title: '页面无法显示',
    why: '页面脚本未能加载，通常是因为 Dewpoint 刚刚更新。重新加载页面即可恢复。',
    reload: '重新加载',
  },
  dialog: { ok: '确定', cancel: '取消', close: '关闭', undo: '撤销' },
  edit: { start: '编辑{{label}}', save: '保存' },
  file: { choose: '选择文件', none: '未选择文件', size: '{{name}}（{{size}}）' },
  form: { broken: '{{label}}{{rule}}。' },
  copy: {
    id: '复制 ID',
    done: '已复制',
    refused: '浏览器不允许页面使用剪贴板。请选中文本后手动复制。',
  },
  list: {
    viewDetails: '查看详情',
    moreActions: '{{name}} 的更多操作',
    nothingFoundWhy: '请减少筛选条件，或搜索其他内容。',
    pageGone: '此页已没有内容',
    lastDays_other: '最近 {{count}} 天',
    search: { clear: '清除筛选', properties: '属性', values: '筛选条件', text: '文本' },
    tools: {
      refresh: '刷新',
      view: '列与排序',
      columns: '列',
      density: '行高',
      comfortable: '舒适',
      dense: '紧凑',
      sort: '排序',
      by: '{{column}}',
      ascending: '{{column}}，升序',
      descending: '{{column}}，降序',
    },
    grid: { selection: '选择', sort: '排序' },
    paging: {
      label: '分页',
      perPage: '每页 {{size}} 个',
      page: '第 {{page}} 页',
      first: '首页',
      previous: '上一页',
      next: '下一页',
    },
    bulk: { selected_other: '已选 {{count}} 个', clear: '清除选择' },
  },
  enterpriseProjects: { label: '企业项目', default: 'default', rule: '企业项目的 ID（UUID），或 default。' },
  danger: {
    results: '结果',
    succeeded: '成功',
    refused: '被拒绝',
    noAnswer: '服务器未返回结果。请刷新列表。',
    days: '推迟删除天数',
    daysMeaning: '将于 {{at}} 永久销毁。在此之前可以取消删除。',
    typeThis: '请输入 {{text}} 以确认。',
  },
  use: {
    title: '最近 {{days}} 天的使用情况',
    none: '最近 {{days}} 天没有使用',
    unknown: '无法获知最近的使用情况。{{why}}',
    lastUsed: '最近使用',
    principal: '用户',
    operation: '操作',
    count: '次数',
    last: '最近一次',
  },
  secret: { hidden: '已隐藏', reveal: '显示 {{seconds}} 秒', hide: '隐藏' },
  keys: chineseKeys,
  ...chineseEntities,
  ...chineseEvents,
  ...chineseNotifications,
  ...chineseSecretEvents,
  ...chineseTopics,
  ...chineseKeyTabs,
  ...chineseTags,
  ...chineseSecrets,
  ...chineseKeyImport,
  ...chineseFileTool,
  ...chineseKeyTool,
  ...chineseAccessKeys,
  ...chineseTraces,
  ...chineseIdentity,
  ...chineseOverview,
  ...chineseSearch,
  ...chineseReplay,
  ...chineseSecretRotation,
  credentials: {
    explanation: 'API 所需的 ID、您的项目，以及您的登录会话。',
    identity: '用户与账号',
    userName: '用户名',
    email: '邮箱',
    userId: '用户 ID',
    copyUserId: '复制用户 ID',
    accountName: '账号',
    accountId: '账号 ID',
    copyAccountId: '复制账号 ID',
    signedIn: '登录时间',
    provider: 'OpenID 提供方',
    builtInProvider: '内置',
    projects: '项目',
    projectsWhy: 'API 路径中包含项目 ID。',
    projectName: '项目',
    projectId: '项目 ID',
    copyProjectId: '复制项目 {{project}} 的 ID',
    sessions: '会话',
    sessionsWhy: '您已登录的浏览器。请结束不认识的会话。',
    since: '开始于',
    lastSeen: '最近活动',
    thisBrowser: '当前浏览器',
    unknownDevice: '未知浏览器',
    end: '结束会话',
    endNamed: '结束会话：{{device}}，{{ip}}',
    ended: '会话已结束。',
  },
  settings: {
    explanation: '控制台在此浏览器中的外观与语言。',
    display: '显示',
    timeZone: '时区',
    browserZone: '跟随浏览器',
    zones: '时区列表',
    now: '现在：{{time}}（{{zone}}）',
    api: 'API',
    apiWhy: '控制台的所有操作都可以通过 REST API 完成。',
    apiReference: 'API 参考（OpenAPI 3.1）',
  },
};
