import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { Trace } from '../trace-queries.ts';

/** What a row of the list has no room for. */
export function TraceFacts({ trace }: { readonly trace: Trace }) {
  const { t } = useTranslation();
  const none = t('traces.fact.none');
  return (
    <Facts>
      <Fact name={t('traces.fact.id')}>
        <CopyableId value={trace.id} label={t('traces.fact.copyTraceId')} />
      </Fact>
      <Fact name={t('traces.fact.time')}>
        <TimeText at={trace.time} />
      </Fact>
      <Fact name={t('traces.fact.type')}>{t(`traces.type.${trace.traceType}`)}</Fact>
      <Fact name={t('traces.fact.resourceId')}>
        {trace.resourceId === '' ? (
          none
        ) : (
          <CopyableId value={trace.resourceId} label={t('traces.fact.copyResourceId')} />
        )}
      </Fact>
      <Fact name={t('traces.fact.userId')}>{trace.userId || none}</Fact>
      <Fact name={t('traces.fact.sourceIp')}>{trace.sourceIp || none}</Fact>
      <Fact name={t('traces.fact.code')}>{trace.code}</Fact>
      <Fact name={t('traces.fact.requestId')}>
        <CopyableId value={trace.requestId} label={t('traces.fact.copyRequestId')} />
      </Fact>
    </Facts>
  );
}
