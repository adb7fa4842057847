import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { ReplayAnswer } from '../../../shared/replay/replay-answer.tsx';
import { identityQueries, type PolicyChange } from '../identity-queries.ts';

/** What a change of policies would have done to the calls of the last days (IAM-10). */
export function ReplayResult({ change }: { readonly change: PolicyChange }) {
  const { client } = useProjectApi();
  const { data, error } = useQuery(identityQueries(client).replay(change));
  return <ReplayAnswer answer={data} error={error} />;
}
