import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { PropsWithChildren } from 'react';
import { Link } from 'react-router';

interface PageTabsProps<Name extends string> {
  /** What the tabs are parts of, for who hears the page. */
  readonly label: string;
  readonly tabs: readonly { readonly name: Name; readonly label: string; readonly to: string }[];
  readonly current: Name;
}

/** The tabs of a page, each with an address of its own, above the content of the current one. */
export function PageTabs<Name extends string>({
  label,
  tabs,
  current,
  children,
}: PropsWithChildren<PageTabsProps<Name>>) {
  return (
    <>
      <Tabs value={current} variant="scrollable" scrollButtons="auto" aria-label={label}>
        {tabs.map((tab) => (
          <Tab
            key={tab.name}
            value={tab.name}
            id={`tab-${tab.name}`}
            aria-controls={`panel-${tab.name}`}
            label={tab.label}
            component={Link}
            to={tab.to}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`panel-${current}`} aria-labelledby={`tab-${current}`} sx={{ pt: 2.5 }}>
        {children}
      </Box>
    </>
  );
}
