import GroupOutlined from '@mui/icons-material/GroupOutlined';
import LockOutlined from '@mui/icons-material/LockOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import PolicyOutlined from '@mui/icons-material/PolicyOutlined';
import PushPinOutlined from '@mui/icons-material/PushPinOutlined';
import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';
import type { SearchOption } from './search-options.ts';

const icons = {
  key: VpnKeyOutlined,
  secret: LockOutlined,
  user: PersonOutlined,
  group: GroupOutlined,
  policy: PolicyOutlined,
} as const;

interface SearchOptionRowProps {
  readonly id: string;
  readonly option: SearchOption;
  readonly current: boolean;
  readonly onMark: () => void;
  readonly onOpen: () => void;
}

/** One thing in the list of the search. */
export function SearchOptionRow({ id, option, current, onMark, onOpen }: SearchOptionRowProps) {
  const { thing, detail, pinned } = option;
  const Icon = icons[thing.kind];
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [current]);
  return (
    <Box
      component="li"
      ref={row}
      id={id}
      role="option"
      aria-selected={current}
      onPointerMove={() => current || onMark()}
      onClick={onOpen}
      sx={{
        display: 'flex',
        alignItems: 'center',
        px: 1.25,
        py: 0.75,
        borderRadius: 1,
        cursor: 'pointer',
        bgcolor: current ? 'current' : 'transparent',
      }}
    >
      <Icon sx={{ fontSize: 18, mr: 1.25, color: 'text.secondary' }} />
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Typography variant="body2" noWrap>
          {thing.name}
        </Typography>
        {detail !== '' && (
          <Typography variant="caption" color="textSecondary" component="div" noWrap>
            {detail}
          </Typography>
        )}
      </Box>
      {pinned && <PushPinOutlined sx={{ fontSize: 16, ml: 1, color: 'primary.main' }} />}
    </Box>
  );
}
