import { signedDigestLengthInBytes } from '@dewpoint/contract';
import Box from '@mui/material/Box';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { MAX_MESSAGE_IN_BYTES, type messageTrouble } from './message-bytes.ts';
import type { ProofKind, useProofTool } from './use-proof-tool.ts';

interface MessageNoteProps {
  readonly id: string;
  readonly kind: ProofKind;
  readonly state: ReturnType<typeof useProofTool>['state'];
  readonly trouble: ReturnType<typeof messageTrouble>;
  /** Of the message, in bytes. */
  readonly length: number;
}

/** How long the message is and may be, or what is wrong with it. */
export function MessageNote({ id, kind, state, trouble, length }: MessageNoteProps) {
  const { t } = useTranslation();
  const { signingAlgorithm, messageType, format } = state;
  const max = MAX_MESSAGE_IN_BYTES;
  function words(): string {
    if (trouble === 'broken') return t(`keyTabs.proof.broken.${format}`);
    if (messageType === 'DIGEST' && signingAlgorithm !== null) {
      const wanted = signedDigestLengthInBytes(signingAlgorithm);
      return t('keyTabs.proof.digestLength', { bytes: length, length: wanted });
    }
    if (trouble === 'tooLong') {
      return t(kind === 'sign' ? 'keyTabs.proof.tooLong' : 'keyTabs.proof.macTooLong', {
        bytes: length,
        max,
        over: length - max,
      });
    }
    return t('keyTabs.proof.bytes', { bytes: length, max });
  }
  return (
    <Box component="span" id={id} role="status" sx={{ color: trouble ? 'error.main' : 'inherit' }}>
      {words()}
    </Box>
  );
}
