import './rotation-texts.ts';
import AutorenewOutlined from '@mui/icons-material/AutorenewOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { invalidateSecrets, type SecretDetails } from '../api/secret-queries.ts';
import { RotationDialogs } from './rotation-dialogs.tsx';
import { rotationDraftOf } from './rotation-draft.ts';
import { isRunning, rotationQueries } from './rotation-queries.ts';
import { RotationTasks } from './rotation-tasks.tsx';

interface RotationTabProps {
  readonly item: SecretDetails;
}

/** Rotation of a secret: how and when, rotate now, and what became of it (SEC-12). */
export function RotationTab({ item }: RotationTabProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const answer = useInfiniteQuery(rotationQueries(api).tasks(item.secretName));
  const tasks = answer.data?.pages.flatMap((page) => page.tasks);
  const running = isRunning(tasks);
  useEndOfRotation(running);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 880 }}>
      <Section
        title={t('secretRotation.title')}
        explanation={t(`secretRotation.explanation.${item.secretType === 'COMMON' ? 'shared' : 'login'}`)}
      >
        <RotationFacts item={item} />
        <RotationButtons item={item} running={running} />
        <RotationDialogs item={item} />
      </Section>
      <Section title={t('secretRotation.tasks.title')} explanation={t('secretRotation.tasks.explanation')}>
        <RotationTasks answer={answer} tasks={tasks} />
      </Section>
    </Box>
  );
}

/** Versions and times of the secret are others once a rotation has ended. */
function useEndOfRotation(running: boolean): void {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const before = useRef(running);
  useEffect(() => {
    if (before.current && !running) void invalidateSecrets(queryClient, api);
    before.current = running;
  }, [running, api, queryClient]);
}

function RotationFacts({ item }: RotationTabProps) {
  const { t } = useTranslation();
  const { secretType, rotation } = item;
  const { config } = rotationDraftOf(item);
  const period = usePeriodText(rotation.period);
  return (
    <Facts>
      <Fact name={t('secretRotation.schedule')}>
        {t(rotation.enabled ? 'secretRotation.on' : 'secretRotation.off')}
        {rotation.enabled && `, ${t('secretRotation.every', { period })}`}
      </Fact>
      {secretType === 'COMMON' ? (
        rotation.config !== null && (
          <Fact name={t('secretRotation.field.source')}>
            {t(`secretRotation.field.${config.Source}`)}
            {config.Source === 'Webhook' && ` · ${config.WebhookUrl}`}
          </Fact>
        )
      ) : (
        <>
          <Fact name={t('secretRotation.field.subType')}>
            {t(`secretRotation.field.${config.SecretSubType}`)}
          </Fact>
          <Fact name={t('secretRotation.field.admin')}>
            {config.AdminSecret || t('secretRotation.field.none')}
          </Fact>
          {config.Host !== '' && (
            <Fact name={t('secretRotation.field.host')}>
              {config.Port === '' ? config.Host : `${config.Host}:${config.Port}`}
            </Fact>
          )}
        </>
      )}
      <Fact name={t('secretRotation.last')}>
        {rotation.rotatedAt === null ? t('secretRotation.never') : <TimeText at={rotation.rotatedAt} />}
      </Fact>
      <Fact name={t('secretRotation.next')}>
        {rotation.nextRotationAt === null ? (
          t('secretRotation.notPlanned')
        ) : (
          <TimeText at={rotation.nextRotationAt} />
        )}
      </Fact>
    </Facts>
  );
}

function usePeriodText(period: string | null): string {
  const { t } = useTranslation();
  const [, count, unit] = /^(\d+)([dhms])$/.exec(period ?? '') ?? [];
  return unit === 'd' || unit === 'h' || unit === 'm' || unit === 's'
    ? t(`secretRotation.periodOf.${unit}`, { count: Number(count) })
    : '';
}

function RotationButtons({ item, running }: RotationTabProps & { readonly running: boolean }) {
  const { t } = useTranslation();
  const { open } = useDialogParam();
  const { secretType, rotation, state, permitted } = item;
  const setUp = secretType !== 'COMMON' || rotation.enabled || rotation.config !== null;
  const whyNot = (operation: string) => {
    if (state !== 'enabled') return t('secretRotation.pendingDeletion');
    return permitted.includes(operation) ? null : t('secretRotation.notPermitted', { operation });
  };
  const whyNotNow =
    whyNot('csms.rotateSecret') ??
    (setUp ? (running ? t('secretRotation.now.running') : null) : t('secretRotation.unset'));
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.5,
        px: 2,
        py: 1.5,
        borderTop: 1,
        borderColor: 'hairline',
      }}
    >
      <WhyNotButton
        variant="contained"
        startIcon={<AutorenewOutlined />}
        whyNot={whyNotNow}
        onClick={() => open('rotateNow')}
      >
        {t('secretRotation.now.name')}
      </WhyNotButton>
      <WhyNotButton
        variant="outlined"
        startIcon={<EditOutlined />}
        whyNot={whyNot('csms.updateSecret')}
        onClick={() => open('editRotation')}
      >
        {t(setUp ? 'secretRotation.edit' : 'secretRotation.setUp')}
      </WhyNotButton>
    </Box>
  );
}
