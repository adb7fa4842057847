import AddOutlined from '@mui/icons-material/AddOutlined';
import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import UnsubscribeOutlined from '@mui/icons-material/UnsubscribeOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { ActButton } from '../../../shared/entities/act-button.tsx';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { DetailsAnswer } from '../../../shared/entities/details-answer.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type Subscription, type Subscriptions, topicQueries } from '../topic-queries.ts';
import { AddSubscriptionDialog } from './add-subscription-dialog.tsx';
import { ConfirmationText } from './confirmation-text.tsx';

/** Parameter of the address that names the subscription of a dialog. */
const SUBSCRIPTION_PARAM = 'subscription';

interface SubscriptionsSectionProps {
  readonly topicUrn: string;
  readonly topicName: string;
}

/** Who receives what the topic has to tell (EVT-02). */
export function SubscriptionsSection({ topicUrn, topicName }: SubscriptionsSectionProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [params] = useSearchParams();
  const { dialog, open, close } = useDialogParam([SUBSCRIPTION_PARAM]);
  const answer = useQuery(topicQueries(useProjectApi()).subscriptions(topicUrn));
  const leaving = answer.data?.subscriptions.find(
    ({ subscriptionUrn }) => subscriptionUrn === params.get(SUBSCRIPTION_PARAM),
  );
  return (
    <Section
      title={t('topics.subscriptions')}
      explanation={t('topics.subscriptionsWhy')}
      action={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <BusyButton
            startIcon={<RefreshOutlined />}
            busy={answer.isFetching}
            onClick={() => void answer.refetch()}
          >
            {t('topics.refresh')}
          </BusyButton>
          {may('smn.addSubscription') && (
            <Button variant="outlined" startIcon={<AddOutlined />} onClick={() => open('addSubscription')}>
              {t('topics.add')}
            </Button>
          )}
        </Box>
      }
    >
      <DetailsAnswer answer={answer}>
        {({ subscriptions }) => (
          <SubscriptionTable
            subscriptions={subscriptions}
            onDelete={(urn) => open('deleteSubscription', { [SUBSCRIPTION_PARAM]: [urn] })}
          />
        )}
      </DetailsAnswer>
      {dialog === 'addSubscription' && may('smn.addSubscription') && answer.data && (
        <AddSubscriptionDialog
          topicUrn={topicUrn}
          topicName={topicName}
          protocols={answer.data.protocols}
          existing={answer.data.subscriptions}
          onClose={close}
        />
      )}
      {dialog === 'deleteSubscription' && may('smn.cancelSubscription') && leaving && (
        <DeleteSubscription subscription={leaving} onClose={close} />
      )}
    </Section>
  );
}

interface SubscriptionTableProps extends Pick<Subscriptions, 'subscriptions'> {
  readonly onDelete: (subscriptionUrn: string) => void;
}

function SubscriptionTable({ subscriptions, onDelete }: SubscriptionTableProps) {
  const { t } = useTranslation();
  if (subscriptions.length === 0) {
    return (
      <Panel role="status" icon={<UnsubscribeOutlined />} title={t('topics.noSubscriptions')}>
        {t('topics.noSubscriptionsWhy')}
      </Panel>
    );
  }
  return (
    <DataTable
      label={t('topics.subscriptions')}
      rows={subscriptions}
      keyOf={({ subscriptionUrn }) => subscriptionUrn}
      columns={[
        {
          name: 'protocol',
          head: t('topics.protocol'),
          width: 104,
          cell: ({ protocol }) => t(`topics.protocols.${protocol}`),
        },
        { name: 'endpoint', head: t('topics.endpoint'), cell: ({ endpoint }) => endpoint },
        {
          name: 'remark',
          head: t('topics.remark'),
          width: 140,
          cell: ({ remark }) => (remark === '' ? '–' : remark),
        },
        {
          name: 'state',
          head: t('entities.status'),
          width: '34%',
          cell: (subscription) => <ConfirmationText subscription={subscription} />,
        },
        {
          name: 'operation',
          head: t('entities.operation'),
          bare: true,
          cell: (subscription) => <SubscriptionActs subscription={subscription} onDelete={onDelete} />,
        },
      ]}
    />
  );
}

interface SubscriptionActsProps {
  readonly subscription: Subscription;
  readonly onDelete: (subscriptionUrn: string) => void;
}

function SubscriptionActs({ subscription, onDelete }: SubscriptionActsProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const { subscriptionUrn, endpoint, confirmed } = subscription;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, ml: -1.25 }}>
      {!confirmed && may('smn.requestConfirmation') && (
        <ActButton
          size="small"
          aria-label={t('topics.askNamed', { endpoint })}
          act={() => client.call('smn.requestConfirmation', { subscriptionUrn })}
          told={t('topics.asked', { endpoint })}
        >
          {t('topics.ask')}
        </ActButton>
      )}
      {may('smn.cancelSubscription') && (
        <Button
          size="small"
          color="error"
          aria-label={t('topics.deleteSubscriptionNamed', { endpoint })}
          onClick={() => onDelete(subscriptionUrn)}
        >
          {t('entities.delete')}
        </Button>
      )}
    </Box>
  );
}

interface DeleteSubscriptionProps {
  readonly subscription: Subscription;
  readonly onClose: () => void;
}

function DeleteSubscription({ subscription, onClose }: DeleteSubscriptionProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { subscriptionUrn, endpoint } = subscription;
  return (
    <ConfirmDialog
      title={t('topics.deleteSubscriptionNamed', { endpoint })}
      effect={t('topics.deleteSubscriptionEffect')}
      act={() => client.call('smn.cancelSubscription', { subscriptionUrn })}
      told={t('topics.subscriptionDeleted', { endpoint })}
      onClose={onClose}
    />
  );
}
