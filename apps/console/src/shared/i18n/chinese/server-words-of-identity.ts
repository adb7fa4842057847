/** Messages of users, groups, policies and access control in Chinese, under their English sentence. */
export const chineseServerWordsOfIdentity: Readonly<Record<string, string>> = {
  // Rules of fields; they follow the name of the field.
  'must be 1 to 64 letters, digits, spaces and _ . @ -, no space at either end':
    '必须为 1 到 64 个字母、数字、空格或 _ . @ -，首尾不能有空格',
  'must not be the name of the default enterprise project': '不能是默认企业项目的名称',
  'must be an e-mail address': '必须是邮箱地址',
  'must have a burst of at least perSecond': '的突发值不能小于每秒值',

  // Errors of operations.
  'The enterprise project does not exist. Check its ID against the list of enterprise projects.':
    '企业项目不存在。请对照企业项目列表检查其 ID。',
  'The name of the enterprise project is already used in the account. Choose another name.':
    '企业项目名称在账号中已使用。请换一个名称。',
  'The default enterprise project is always there and stays as it is. Create another one.':
    '默认企业项目始终存在且不能更改。请另行创建。',
  'The enterprise project is disabled and takes nothing new. Have it enabled or choose another one.':
    '企业项目已停用，不能加入新的资源。请将其启用或选择其他企业项目。',
  'This act needs a sign-in of the last five minutes: it destroys something, at once or when its time comes, or decides who gets in. Confirm that it is you by signing in again.':
    '此操作需要最近五分钟内的登录：它会立即或到期后销毁数据，或决定谁可以进入。请重新登录以确认是您本人。',
  'This act needs the approval of a second person. Have the request approved under Identity, Approvals, and do the same again.':
    '此操作需要第二人批准。请在“身份 - 审批”中获得批准后再次执行。',
  'The request for approval does not exist or has expired. Load the list again.':
    '审批请求不存在或已失效。请刷新列表。',
  'Nobody approves an own request. Ask another administrator to approve it.':
    '任何人都不能批准自己的请求。请另一位管理员批准。',
  'The request for approval was decided or used before. Load the list again.':
    '审批请求已被处理或使用。请刷新列表。',
  'The account does not exist. Check the domain ID.': '账号不存在。请检查账号 ID。',
  'Only a Security Administrator of the first account can see, create and disable accounts. Ask one.':
    '只有首个账号的 Security Administrator 可以查看、创建和停用账号。请联系其管理员。',
  'Your own account cannot be disabled: it is the one that looks after the others. Disable users of it instead.':
    '无法停用您自己的账号：其他账号由它管理。请改为停用其中的用户。',
  'The account name is already used. Choose another name.': '账号名称已使用。请换一个名称。',
  'The project does not exist. Check its ID.': '项目不存在。请检查其 ID。',
  'The user group does not exist. Check its ID.': '用户组不存在。请检查其 ID。',
  'The policy does not exist. Check its ID.': '策略不存在。请检查其 ID。',
  'The user is not a member of the group. Load the list again.': '该用户不是用户组成员。请刷新列表。',
  'The policy is not attached there. Load the list again.': '策略未在该处授予。请刷新列表。',
  'The project name is already used in the account. Choose another name.':
    '项目名称在账号中已使用。请换一个名称。',
  'The user name is already used in the account. Choose another name.':
    '用户名在账号中已使用。请换一个名称。',
  'The group name is already used in the account. Choose another name.':
    '用户组名称在账号中已使用。请换一个名称。',
  'The policy name is already used in the account. Choose another name.':
    '策略名称在账号中已使用。请换一个名称。',
  'The account has as many of these as it can have. Delete one that is not needed.':
    '账号中此类对象的数量已达上限。请删除不需要的。',
  'The user signs in at a foreign provider and has no password here. Change it there.':
    '该用户在外部提供方登录，在此处没有密码。请在提供方修改。',
  'The account would be left without an administrator who may manage users and permissions. Give another enabled user the policy Security Administrator first.':
    '账号将没有可以管理用户和权限的管理员。请先为另一个启用的用户授予 Security Administrator 策略。',
  'The policy is not valid. Mend it where the message says.': '策略无效。请按提示修正。',
  'The policy is attached. Detach it everywhere before you delete it.':
    '策略仍被授予。请先在所有位置取消授予再删除。',
  'A system policy cannot be changed or deleted. Make a custom policy from it.':
    '系统策略不能修改或删除。请以其为基础创建自定义策略。',
  'The list does not allow the address that you call from, so you would lock yourself out. Add it, or confirm.':
    '列表不允许您当前的地址，您将无法访问。请添加该地址或确认。',
};
