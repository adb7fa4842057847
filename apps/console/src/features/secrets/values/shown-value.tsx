import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { SecretValue } from './difference.ts';
import { pairsIn } from './pairs.ts';

/** A value in the open: pairs as a list, text as it is, binary in Base64. */
export function ShownValue({ label, value }: { readonly label: string; readonly value: SecretValue }) {
  const { t } = useTranslation();
  const pairs = value.kind === 'text' ? pairsIn(value.text) : null;
  return (
    <Box
      role="region"
      aria-label={label}
      tabIndex={0}
      sx={{ border: 1, borderColor: 'hairline', borderRadius: 1, maxHeight: 320, overflow: 'auto' }}
    >
      {pairs && pairs.length > 0 ? (
        <Facts>
          {pairs.map((pair) => (
            <Fact key={pair.key} name={pair.key}>
              <Typography component="span" variant="mono" sx={{ whiteSpace: 'pre-wrap' }}>
                {pair.value}
              </Typography>
            </Fact>
          ))}
        </Facts>
      ) : (
        <Box sx={{ p: 1.5 }}>
          {value.kind === 'binary' && (
            <Typography variant="body2" color="textSecondary">
              {t('secrets.value.binary')}
            </Typography>
          )}
          <Typography
            component="pre"
            variant="mono"
            sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {value.kind === 'text' ? value.text : value.base64}
          </Typography>
        </Box>
      )}
    </Box>
  );
}
