/** Messages about the rotation of secrets, by the English that the server says them in. */
export const chineseServerWordsOfRotation: Readonly<Record<string, string>> = {
  'The secret is being rotated. Wait until the rotation has ended; the list of tasks says when.':
    '凭据正在轮转。请等待轮转结束；任务列表会显示结束时间。',
  'The rotation of the secret is not set up. Send rotation_config, or turn auto_rotation on, with a change of the secret.':
    '凭据的轮转尚未设置。请先设置轮转或开启自动轮转。',
  'The secret does not exist. Check its name, the project and the region.':
    '凭据不存在。请检查名称、项目和区域。',
  'The secret is pending deletion. Cancel the deletion first.': '凭据处于计划删除状态。请先取消删除。',
  'is required for MultiUser: only an administrator can make the second account':
    '双用户交替时必填：只有管理员能创建第二个账号',
  'is required with Source Webhook': '来源为 Webhook 时必填',
};
