import AutorenewOutlined from '@mui/icons-material/AutorenewOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Switch from '@mui/material/Switch';
import Tooltip from '@mui/material/Tooltip';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { KeyDetails, KeyRotation } from '../api/key-queries.ts';

interface RotationPolicyProps {
  readonly item: KeyDetails;
  readonly rotation: KeyRotation;
}

/** Switch, period, last and next rotation, and how many there were (ROT-04). */
export function RotationPolicy({ item, rotation }: RotationPolicyProps) {
  const { t } = useTranslation();
  const { open } = useDialogParam();
  const whyNot = useWhyNot(item);
  const whyNoRotation = whyNot('kms.rotateOnDemand');
  return (
    <>
      <Paused state={item.state} />
      <Facts>
        <Fact name={t('keyTabs.rotation.switch')}>
          <RotationSwitch item={item} rotation={rotation} />
        </Fact>
        <Fact name={t('keyTabs.rotation.period')}>
          {t('keyTabs.rotation.days', { count: rotation.intervalInDays })}
          {rotation.enabled && whyNot('kms.updateKeyRotationInterval') === null && (
            <Tooltip title={t('keyTabs.rotation.change.name')}>
              <IconButton
                aria-label={t('keyTabs.rotation.change.name')}
                onClick={() => open('changeRotationPeriod')}
                sx={{ p: 0.5, ml: 0.5, my: '-4px' }}
              >
                <EditOutlined sx={{ fontSize: 16 }} />
              </IconButton>
            </Tooltip>
          )}
        </Fact>
        <Fact name={t('keyTabs.rotation.last')}>
          {rotation.rotatedAt === null ? t('keyTabs.rotation.never') : <TimeText at={rotation.rotatedAt} />}
        </Fact>
        <Fact name={t('keyTabs.rotation.next')}>
          <NextRotation item={item} rotation={rotation} />
        </Fact>
        <Fact name={t('keyTabs.rotation.count')}>{rotation.count}</Fact>
      </Facts>
      <Box sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'hairline' }}>
        <WhyNotButton
          variant="outlined"
          startIcon={<AutorenewOutlined />}
          whyNot={whyNoRotation}
          onClick={() => open('rotateNow')}
        >
          {t('keyTabs.rotation.now.name')}
        </WhyNotButton>
      </Box>
    </>
  );
}

function Paused({ state }: Pick<KeyDetails, 'state'>) {
  const { t } = useTranslation();
  if (state !== 'disabled' && state !== 'pendingDeletion') return null;
  return (
    <Alert severity="info" variant="outlined" sx={{ m: 2, mb: 1 }}>
      {t(`keyTabs.rotation.paused.${state}`)}
    </Alert>
  );
}

function RotationSwitch({ item, rotation }: RotationPolicyProps) {
  const { t } = useTranslation();
  const { open } = useDialogParam();
  const { enabled } = rotation;
  const whyNot = useWhyNot(item)(enabled ? 'kms.disableKeyRotation' : 'kms.enableKeyRotation');
  return (
    <Tooltip title={whyNot ?? ''}>
      <FormControlLabel
        sx={{ my: '-6px' }}
        control={
          <Switch
            size="small"
            checked={enabled}
            disabled={whyNot !== null}
            onChange={() => open(enabled ? 'disableRotation' : 'enableRotation')}
            slotProps={{ input: { 'aria-label': t('keyTabs.rotation.switch') } }}
            sx={{ mx: 0.5 }}
          />
        }
        label={t(enabled ? 'keyTabs.rotation.on' : 'keyTabs.rotation.off')}
      />
    </Tooltip>
  );
}

function NextRotation({ item, rotation }: RotationPolicyProps) {
  const { t } = useTranslation();
  const { nextRotationAt } = rotation;
  if (nextRotationAt === null) return t('keyTabs.rotation.notPlanned');
  if (item.state !== 'enabled' && nextRotationAt <= Date.now()) return t('keyTabs.rotation.whenEnabled');
  return <TimeText at={nextRotationAt} />;
}

/** Why a change of the rotation is not possible now; null when it is. */
function useWhyNot(item: KeyDetails): (operation: string) => string | null {
  const { t } = useTranslation();
  return (operation) => {
    if (item.state === 'disabled' || item.state === 'pendingDeletion') {
      return t(`keyTabs.rotation.paused.${item.state}`);
    }
    return item.permitted.includes(operation) ? null : t('keys.notPermitted', { operation });
  };
}
