import { useNavigate, useSearchParams } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useMay } from '../../shared/api/use-may.ts';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../shared/entities/confirm-dialog.tsx';
import { FieldsDialog } from '../../shared/entities/fields-dialog.tsx';
import { contractRules } from '../../shared/forms/contract-rules.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { TOPICS_PATH } from './paths.ts';
import type { Topic } from './topic-queries.ts';

const rules = contractRules['smn.createTopic'].input.shape;

/** Parameter of the address that names the topic of a dialog. */
export const TOPIC_PARAM = 'topic';

/** The dialog that the address names, if the user may do what it is for. */
export function TopicDialogs({ topics }: { readonly topics: readonly Topic[] }) {
  const may = useMay();
  const [params] = useSearchParams();
  const { dialog, close } = useDialogParam([TOPIC_PARAM]);
  const topic = topics.find(({ topicUrn }) => topicUrn === params.get(TOPIC_PARAM));
  if (dialog === 'createTopic' && may('smn.createTopic')) return <CreateTopic onClose={close} />;
  if (dialog === 'editTopic' && topic && may('smn.updateTopic')) {
    return <EditTopic topic={topic} onClose={close} />;
  }
  if (dialog === 'deleteTopic' && topic && may('smn.deleteTopic')) {
    return <DeleteTopic topic={topic} subscriptions={topic.subscriptions.total} onClose={close} />;
  }
  return null;
}

function CreateTopic({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const displayName = useDisplayNameField();
  return (
    <FieldsDialog
      title={t('topics.create')}
      fields={[
        {
          name: 'name',
          label: t('topics.name'),
          help: t('topics.nameHelp'),
          rule: rules.name,
          wireName: 'name',
          required: true,
        },
        displayName,
      ]}
      initial={{ name: '', displayName: '' }}
      act={async (given, signal) => {
        // Creating one that exists answers it unchanged [smn.json]: here that would look as if the display name had been taken.
        const { items } = await client.call('smn.searchTopics', { q: given.name }, { signal });
        if (items.some(({ name }) => name === given.name)) throw new Error(t('topics.exists', given));
        return client.call('smn.createTopic', given, { signal });
      }}
      told={({ name }) => t('topics.created', { name })}
      onClose={onClose}
    />
  );
}

interface EditTopicProps {
  readonly topic: Pick<Topic, 'topicUrn' | 'name' | 'displayName'>;
  readonly onClose: () => void;
}

export function EditTopic({ topic: { topicUrn, name, displayName }, onClose }: EditTopicProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const field = useDisplayNameField();
  return (
    <FieldsDialog
      title={t('topics.editNamed', { name })}
      fields={[field]}
      initial={{ displayName }}
      act={(given, signal) => client.call('smn.updateTopic', { topicUrn, ...given }, { signal })}
      told={() => t('topics.changed', { name })}
      onClose={onClose}
    />
  );
}

function useDisplayNameField() {
  const { t } = useTranslation();
  return {
    name: 'displayName',
    label: t('topics.displayName'),
    help: t('topics.displayNameHelp'),
    rule: rules.displayName,
    wireName: 'displayName',
  } as const;
}

interface DeleteTopicProps {
  readonly topic: Pick<Topic, 'topicUrn' | 'name'>;
  /** How many go with it; undefined where that is not known. */
  readonly subscriptions: number | undefined;
  readonly onClose: () => void;
}

export function DeleteTopic({ topic: { topicUrn, name }, subscriptions, onClose }: DeleteTopicProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const navigate = useNavigate();
  return (
    <ConfirmDialog
      title={t('topics.deleteNamed', { name })}
      effect={
        subscriptions === undefined
          ? t('topics.deleteEffect')
          : `${t('topics.deleteEffect')} ${t('topics.deleteCount', { count: subscriptions })}`
      }
      typed={name}
      act={() => client.call('smn.deleteTopic', { topicUrn })}
      told={t('topics.deleted', { name })}
      onClose={onClose}
      onDone={() => void navigate(TOPICS_PATH, { replace: true })}
    />
  );
}
