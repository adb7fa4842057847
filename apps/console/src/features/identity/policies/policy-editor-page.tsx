import '../identity-texts.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { DetailsAnswer } from '../../../shared/entities/details-answer.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { identityQueries } from '../identity-queries.ts';
import { PolicyEditor } from './policy-editor.tsx';
import { writePolicyText } from './policy-text.ts';

const NEW_POLICY = writePolicyText({
  version: '1.1',
  statements: [{ effect: 'Allow', actions: [], resources: null, conditions: [] }],
});

/** Create or change a custom policy [G 2.4.2]. A new one may begin as a copy of another. */
export function PolicyEditorPage() {
  const { t } = useTranslation();
  const { policyId } = useParams();
  const [params] = useSearchParams();
  const { client } = useProjectApi();
  const origin = policyId ?? params.get('from');
  const answer = useQuery({ ...identityQueries(client).policy(origin ?? ''), enabled: origin !== null });
  if (origin === null) {
    return <PolicyEditor policy={null} initial={{ name: '', description: '', text: NEW_POLICY }} />;
  }
  return (
    <DetailsAnswer answer={answer}>
      {(policy) => (
        <PolicyEditor
          key={policy.id}
          policy={policyId === undefined ? null : policy}
          initial={{
            name: policyId === undefined ? t('identity.policies.copyOf', { name: policy.name }) : policy.name,
            description: policy.description,
            text: policy.document,
          }}
        />
      )}
    </DetailsAnswer>
  );
}
