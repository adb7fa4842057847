import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { DetailsAnswer } from '../../../shared/entities/details-answer.tsx';
import { IdentityFrame } from '../identity-frame.tsx';
import { identityQueries } from '../identity-queries.ts';
import { AddressLists } from './address-lists.tsx';
import { RequestLimits } from './request-limits.tsx';

/** What the account asks of every call: where from (IAM-06), and how often (IAM-08). */
export function AccessControlPage() {
  const { client } = useProjectApi();
  const lists = useQuery(identityQueries(client).accessControl());
  const limits = useQuery(identityQueries(client).flowControl());
  return (
    <IdentityFrame tab="access-control">
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 960 }}>
        <DetailsAnswer answer={lists}>
          {(saved) => <AddressLists key={JSON.stringify(saved)} saved={saved} />}
        </DetailsAnswer>
        <DetailsAnswer answer={limits}>
          {(saved) => <RequestLimits key={JSON.stringify(saved)} saved={saved} />}
        </DetailsAnswer>
      </Box>
    </IdentityFrame>
  );
}
