import {
  MAX_WRAPPED_MATERIAL_IN_BYTES,
  MAX_WRAPPED_PRIVATE_KEY_IN_BYTES,
  materialLengthInBytes,
} from '@dewpoint/contract';
import Button from '@mui/material/Button';
import { type PropsWithChildren, useState } from 'react';
import { Link } from 'react-router';
import { FileField } from '../../../shared/components/file-field.tsx';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { importPath } from '../paths.ts';
import { fieldOf, type ImportWizard } from './import-wizard.ts';
import { StepSection } from './step-section.tsx';
import { WrapCommands } from './wrap-commands.tsx';
import type { WrappedMaterial } from './wrap-material.ts';

export interface MaterialWayProps {
  readonly item: KeyDetails;
  readonly wizard: ImportWizard;
  readonly onWrapped: (wrapped: WrappedMaterial) => void;
}

const limits = {
  encryptedKeyMaterial: MAX_WRAPPED_MATERIAL_IN_BYTES,
  encryptedPrivatekey: MAX_WRAPPED_PRIVATE_KEY_IN_BYTES,
} as const;
type WrappedField = keyof typeof limits;

interface ChosenFile {
  readonly file: File;
  /** Why it cannot be sent; null when it can. */
  readonly problem: string | null;
}

/** Files that OpenSSL or an HSM wrapped. They are read when one goes on, as they are then. */
export function UploadMaterial({ item, wizard, onWrapped, children }: PropsWithChildren<MaterialWayProps>) {
  const { t } = useTranslation();
  const isAsymmetric = materialLengthInBytes(item.keySpec) === undefined;
  const [files, setFiles] = useState<Partial<Record<WrappedField, ChosenFile>>>({});
  const [tried, setTried] = useState(false);
  const refusedField = fieldOf(wizard.refusal);

  function choose(field: WrappedField, file: File): void {
    const max = limits[field];
    const problem =
      file.size === 0
        ? t('keyImport.material.empty')
        : file.size > max
          ? t('keyImport.material.tooLarge', { max })
          : null;
    wizard.forgetRefusal();
    setFiles({ ...files, [field]: { file, problem } });
  }

  function errorOf(field: WrappedField): string | null {
    if (wizard.refusal && refusedField === field) return inLanguage(wizard.refusal.message);
    return files[field]?.problem ?? (tried && !files[field] ? t('keyImport.material.missing') : null);
  }

  async function goOn(): Promise<void> {
    setTried(true);
    const { encryptedKeyMaterial: material, encryptedPrivatekey: privateKey } = files;
    if (!material || material.problem !== null) return;
    if (!isAsymmetric) {
      return onWrapped({ encryptedKeyMaterial: await bytesOf(material.file), encryptedPrivatekey: null });
    }
    if (!privateKey || privateKey.problem !== null) return;
    onWrapped({
      encryptedKeyMaterial: await bytesOf(material.file),
      encryptedPrivatekey: await bytesOf(privateKey.file),
    });
  }

  const what = isAsymmetric ? 'temporaryKey' : 'keyMaterial';
  return (
    <StepSection
      title={t('keyImport.material.title')}
      explanation={`${t('keys.details.id')}: ${item.keyId}`}
      onSubmit={() => void goOn()}
      actions={(formId) => (
        <>
          <Button type="submit" form={formId} variant="contained">
            {t('keyImport.next')}
          </Button>
          <Button component={Link} to={importPath(item.keyId, 'download')}>
            {t('keyImport.back')}
          </Button>
        </>
      )}
    >
      {children}
      {wizard.parameters && <WrapCommands item={item} parameters={wizard.parameters} />}
      <FileField
        label={t(`keyImport.material.${what}`)}
        chosen={files.encryptedKeyMaterial?.file ?? null}
        onChoose={(file) => choose('encryptedKeyMaterial', file)}
        help={t(`keyImport.material.${what}Help`)}
        error={errorOf('encryptedKeyMaterial')}
      />
      {isAsymmetric && (
        <FileField
          label={t('keyImport.material.privateKey')}
          chosen={files.encryptedPrivatekey?.file ?? null}
          onChoose={(file) => choose('encryptedPrivatekey', file)}
          help={t('keyImport.material.privateKeyHelp')}
          error={errorOf('encryptedPrivatekey')}
        />
      )}
    </StepSection>
  );
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
