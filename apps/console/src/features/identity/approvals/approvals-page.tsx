import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { DetailsAnswer } from '../../../shared/entities/details-answer.tsx';
import { IdentityFrame } from '../identity-frame.tsx';
import { identityQueries } from '../identity-queries.ts';
import { ApprovalList } from './approval-list.tsx';
import { FourEyes } from './four-eyes.tsx';

/** Irreversible acts that wait for a second person, and whether they have to (IAM-11). */
export function ApprovalsPage() {
  const { client } = useProjectApi();
  const may = useMay();
  const approvals = useQuery(identityQueries(client).approvals());
  const fourEyes = useQuery({ ...identityQueries(client).fourEyes(), enabled: may('iam.showFourEyes') });
  return (
    <IdentityFrame tab="approvals">
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}>
        {may('iam.showFourEyes') && (
          <DetailsAnswer answer={fourEyes}>{({ enabled }) => <FourEyes enabled={enabled} />}</DetailsAnswer>
        )}
        <DetailsAnswer answer={approvals}>
          {(answer) => <ApprovalList approvals={answer.approvals} />}
        </DetailsAnswer>
      </Box>
    </IdentityFrame>
  );
}
