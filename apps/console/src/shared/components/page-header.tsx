import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link as RouterLink, useLocation } from 'react-router';
import { useTranslation } from '../i18n/use-translation.ts';

interface Crumb {
  readonly label: string;
  readonly to: string;
}

interface PageHeaderProps {
  /** Pages above this one, the highest first. */
  readonly above?: readonly Crumb[];
  readonly title: string;
  readonly explanation?: ReactNode;
  /** Beside the title: the state of what the page shows. */
  readonly badge?: ReactNode;
  /** Upper right. */
  readonly actions?: ReactNode;
}

/** Breadcrumb, title with one line of explanation, actions. After a navigation the title takes the focus, so that it is read out. */
export function PageHeader({ above = [], title, explanation, badge, actions }: PageHeaderProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirstPage = useLocation().key === 'default';
  const arrivedByLink = useRef(!isFirstPage);

  useEffect(() => {
    document.title = t('shell.documentTitle', { title });
  }, [t, title]);
  useEffect(() => {
    const nothingHasFocus =
      document.activeElement === null || !document.activeElement.closest('[role=dialog]');
    if (arrivedByLink.current && nothingHasFocus) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <Box component="header" sx={{ mb: 2.5 }}>
      {above.length > 0 && <Above crumbs={above} title={title} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 2 }}>
        <Box sx={{ flex: '1 1 280px', minWidth: 0 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5 }}>
            <Typography
              variant="h1"
              ref={heading}
              tabIndex={-1}
              sx={{ outline: 'none', overflowWrap: 'anywhere', minWidth: 0 }}
            >
              {title}
            </Typography>
            {badge}
          </Box>
          {explanation && (
            <Typography component="div" color="textSecondary" sx={{ mt: 0.5, maxWidth: '80ch' }}>
              {explanation}
            </Typography>
          )}
        </Box>
        {actions && <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>{actions}</Box>}
      </Box>
    </Box>
  );
}

function Above({ crumbs, title }: { readonly crumbs: readonly Crumb[]; readonly title: string }) {
  const { t } = useTranslation();
  return (
    <Box
      component="nav"
      aria-label={t('shell.breadcrumb')}
      sx={{ mb: 1, fontSize: '0.8125rem', color: 'text.secondary' }}
    >
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', gap: 1 }}>
        {crumbs.map(({ label, to }) => (
          <Box component="li" key={to} sx={{ display: 'flex', gap: 1, whiteSpace: 'nowrap' }}>
            <Link component={RouterLink} to={to} underline="hover" color="inherit">
              {label}
            </Link>
            <span aria-hidden>/</span>
          </Box>
        ))}
        <Box
          component="li"
          aria-current="page"
          sx={{
            color: 'text.primary',
            minWidth: 0,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {title}
        </Box>
      </Box>
    </Box>
  );
}
