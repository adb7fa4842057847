/** Messages about events, topics and notifications, by the English that the server says them in. */
export const chineseServerWordsOfTopics: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 255 letters, digits, hyphens or underscores, beginning with a letter or digit':
    '必须为 1 到 255 个字母、数字、中划线或下划线，以字母或数字开头',
  'must be 0 to 192 bytes of UTF-8': '必须为 0 到 192 字节的 UTF-8 文本',
  'must be 0 to 128 bytes of UTF-8': '必须为 0 到 128 字节的 UTF-8 文本',
  'must not hold control characters': '不能包含控制字符',
  'must be at most 2048 characters': '最多 2048 个字符',
  'must be at most 256 characters': '最多 256 个字符',
  'must be whsec_ and Base64, or another text': '必须为 whsec_ 加 Base64，或其他文本',

  // Errors of operations.
  'The name is already used by another event. Choose another name.': '该名称已被其他事件使用。请换一个名称。',
  'The event is associated with secrets. Remove it from them before you delete it.':
    '事件已关联凭据。请先取消关联，再删除。',
  'An account can have at most 30 events. Delete one first.': '一个账号最多有 30 个事件。请先删除一个。',
  'The notification does not exist. Those older than three months are removed.':
    '通知不存在。超过三个月的通知会被移除。',
  'The notification is still being delivered. Wait until that has succeeded or was given up.':
    '通知仍在发送中。请等待其送达或被放弃。',
  'The topic does not exist. Check its URN, the project and the region.':
    '主题不存在。请检查其 URN、项目和区域。',
  'The quota of topics is used up. Delete topics that are not needed.':
    '主题配额已用完。请删除不需要的主题。',
  'Events send to the topic. Choose another topic in them before you delete it.':
    '有事件向此主题发送通知。请先为这些事件选择其他主题，再删除。',
  'This installation sends no email. Have the operator set DEWPOINT_SMTP_URL and DEWPOINT_SMTP_FROM, or use https.':
    '此安装不发送邮件。请让运维人员设置 DEWPOINT_SMTP_URL 和 DEWPOINT_SMTP_FROM，或使用 HTTPS。',
  'The endpoint is not valid. Use an address that begins with https:// or http:// as the protocol says, or an email address.':
    '终端无效。请按协议使用以 https:// 或 http:// 开头的地址，或邮箱地址。',
  'The endpoint is in a network that the product must not reach. Use a public one, or have the operator allow it in DEWPOINT_EGRESS_ALLOW.':
    '终端所在的网络不允许访问。请使用公网地址，或让运维人员在 DEWPOINT_EGRESS_ALLOW 中放行。',
  'The subscription does not exist. Check its URN and the project.': '订阅不存在。请检查其 URN 和项目。',
  'The topic has as many subscriptions as it can have. Delete those that are not needed.':
    '主题的订阅数已达上限。请删除不需要的订阅。',
  'The subscription is confirmed already. There is nothing to ask its endpoint.':
    '订阅已确认，无需再次请求。',
};
