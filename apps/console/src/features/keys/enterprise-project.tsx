import { useTranslation } from 'react-i18next';

/** ID of the enterprise project that everything belongs to until it is moved. */
const DEFAULT_ID = '0';

export function EnterpriseProject({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return id === DEFAULT_ID ? t('keys.defaultProject') : id;
}
