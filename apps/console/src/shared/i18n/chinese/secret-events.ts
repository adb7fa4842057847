import type { CatalogueWithoutSingular } from '../catalogue.ts';
import type { englishSecretEvents } from '../english/secret-events.ts';

export const chineseSecretEvents: CatalogueWithoutSingular<typeof englishSecretEvents> = {
  secretEvents: {
    type: {
      SECRET_VERSION_CREATED: '版本创建',
      SECRET_VERSION_EXPIRED: '版本过期',
      SECRET_ROTATED: '凭据轮转',
      SECRET_DELETED: '凭据删除',
      SECRET_ROTATED_FAILED: '轮转失败',
    },
    level: { normal: '一般', warning: '警告' },
    object: { secret: '凭据', version: '凭据版本' },
    description: {
      SECRET_VERSION_CREATED: '创建凭据版本时触发。',
      SECRET_VERSION_EXPIRED: '凭据版本过期时触发，每次过期只触发一次。',
      SECRET_ROTATED: '凭据轮转时触发。',
      SECRET_DELETED: '删除凭据时触发。',
      SECRET_ROTATED_FAILED: '凭据轮转失败时触发。',
    },
  },
};
