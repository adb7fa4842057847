import './danger-texts.ts';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { UseQueryResult } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { refusalOf } from '../api/refusal.ts';
import { LoadingRegion } from '../components/loading-region.tsx';
import { useTranslation } from '../i18n/use-translation.ts';
import { RECENT_DAYS } from './recent-days.ts';
import { type Use, UseTable } from './use-table.tsx';

/** How many things of a bulk act are looked at; the rest is said to be left out. */
export const MAX_LOOKED_AT = 20;

interface RecentUseProps<Answer extends { readonly uses: readonly Use[] }> {
  /** Of the first things, at most MAX_LOOKED_AT. */
  readonly answers: readonly UseQueryResult<Answer>[];
  readonly nameOf: (answer: Answer) => string;
  readonly words: {
    readonly table: string;
    /** Head of the column of names. */
    readonly name: string;
    /** Set where not all were looked at. */
    readonly onlyFirst: string | null;
  };
}

/** Who used things lately: what the act will stop. */
export function RecentUse<Answer extends { readonly uses: readonly Use[] }>({
  answers,
  nameOf,
  words,
  children,
}: PropsWithChildren<RecentUseProps<Answer>>) {
  const { t } = useTranslation();
  const failed = answers.find(({ error }) => error)?.error;
  const loading = answers.some(({ isPending }) => isPending);
  const uses = answers.flatMap(({ data }) =>
    data === undefined ? [] : data.uses.map((use) => ({ ...use, of: nameOf(data) })),
  );
  return (
    <Box component="section" aria-labelledby="recent-use">
      <Typography id="recent-use" variant="subtitle2" component="h3">
        {t('use.title', { days: RECENT_DAYS })}
      </Typography>
      {loading ? (
        <LoadingRegion>
          <Skeleton height={28} />
        </LoadingRegion>
      ) : failed ? (
        <Typography variant="body2" color="error">
          {t('use.unknown', { why: refusalOf(failed).message })}
        </Typography>
      ) : uses.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('use.none', { days: RECENT_DAYS })}
        </Typography>
      ) : (
        <UseTable label={words.table} uses={uses} ofHead={answers.length > 1 ? words.name : undefined} />
      )}
      {children}
      {words.onlyFirst !== null && (
        <Typography variant="body2" color="textSecondary">
          {words.onlyFirst}
        </Typography>
      )}
    </Box>
  );
}
