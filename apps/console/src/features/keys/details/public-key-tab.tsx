import '../key-texts.ts';
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { CopyButton } from '../../../shared/components/copy-button.tsx';
import { download, fileNameOf } from '../../../shared/components/download.ts';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type KeyDetails, keyQueries } from '../api/key-queries.ts';

/** The public half of an asymmetric key, which anyone may have [G 2.1.1]. */
export function PublicKeyTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const answer = useQuery(keyQueries(api).publicKey(item.keyId));
  if (answer.error) return <RefusalPanel error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) {
    return (
      <LoadingRegion>
        <Skeleton variant="rounded" height={200} sx={{ maxWidth: 720 }} />
      </LoadingRegion>
    );
  }
  const pem = answer.data.publicKey;
  return (
    <Box sx={{ maxWidth: 720 }}>
      <Typography color="textSecondary" sx={{ mb: 1.5 }}>
        {t('keys.publicKey.explanation')}
      </Typography>
      <Paper variant="outlined" sx={{ position: 'relative', bgcolor: 'sunken' }}>
        <Box sx={{ position: 'absolute', top: 8, insetInlineEnd: 8 }}>
          <CopyButton value={pem} label={t('keys.publicKey.copy')} />
        </Box>
        <Typography
          component="pre"
          variant="mono"
          tabIndex={0}
          aria-label={t('keys.tab.public-key')}
          role="region"
          sx={{ m: 0, p: 2, overflowX: 'auto' }}
        >
          {pem.replaceAll('\r\n', '\n').trim()}
        </Typography>
      </Paper>
      <Button
        variant="outlined"
        startIcon={<DownloadOutlined />}
        onClick={() => download(`${fileNameOf(item.keyAlias)}.pem`, pem, 'application/x-pem-file')}
        sx={{ mt: 1.5 }}
      >
        {t('keyTabs.publicKey.download')}
      </Button>
    </Box>
  );
}
