import type { Components, Theme } from '@mui/material/styles';
import type {} from '@mui/x-data-grid/themeAugmentation';
import { fonts, type Tokens } from './tokens.ts';

/** How the parts of MUI look: hairlines instead of shadows, one level of elevation for what floats. */
export function componentStyles(tokens: Tokens): Components<Omit<Theme, 'components'>> {
  const hairline = `1px solid ${tokens.hairline}`;
  const floating = { border: hairline, boxShadow: tokens.shadow, backgroundImage: 'none' };
  const focusRing = { outline: `2px solid ${tokens.accent.main}`, outlineOffset: 2 };
  return {
    MuiCssBaseline: {
      styleOverrides: {
        'html, body, #root': { height: '100%' },
        body: { fontSize: '0.875rem', overflowWrap: 'break-word' },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0.01ms !important',
            animationIterationCount: '1 !important',
            transitionDuration: '0.01ms !important',
            scrollBehavior: 'auto !important',
          },
        },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&.Mui-focusVisible': focusRing } },
    },
    MuiLink: { styleOverrides: { root: { '&:focus-visible': { ...focusRing, borderRadius: 2 } } } },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { minHeight: 34, padding: '4px 14px', borderRadius: 8, whiteSpace: 'nowrap' },
        sizeSmall: { minHeight: 28, padding: '2px 10px' },
        outlined: { borderColor: tokens.edge },
        text: { padding: '4px 10px' },
      },
    },
    MuiIconButton: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 8 } } },
    MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { backgroundColor: tokens.surface.raised },
        notchedOutline: { borderColor: tokens.edge },
        input: { fontSize: '0.875rem' },
      },
    },
    MuiFormHelperText: { styleOverrides: { root: { marginLeft: 2 } } },
    MuiFormControlLabel: { styleOverrides: { label: { fontSize: '0.875rem' } } },
    MuiCheckbox: { defaultProps: { size: 'small' } },
    MuiRadio: { defaultProps: { size: 'small' } },
    MuiSelect: { defaultProps: { size: 'small' } },
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { backgroundImage: 'none' }, outlined: { borderColor: tokens.hairline } },
    },
    MuiDialog: {
      defaultProps: { fullWidth: true, maxWidth: 'sm' },
      styleOverrides: {
        paper: ({ theme }) => ({
          ...floating,
          borderRadius: 12,
          [theme.breakpoints.down('sm')]: {
            margin: 12,
            width: 'calc(100% - 24px)',
            maxHeight: 'calc(100% - 24px)',
          },
        }),
      },
    },
    MuiDialogTitle: {
      styleOverrides: { root: { fontSize: '1.0625rem', fontWeight: 600, padding: '20px 24px 8px' } },
    },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px', gap: 4 } } },
    MuiMenu: {
      styleOverrides: { paper: { ...floating, marginTop: 4, minWidth: 180 }, list: { padding: '6px' } },
    },
    MuiMenuItem: {
      styleOverrides: { root: { borderRadius: 6, fontSize: '0.875rem', minHeight: 34, padding: '5px 10px' } },
    },
    MuiAutocomplete: {
      styleOverrides: {
        paper: { ...floating, marginTop: 4 },
        listbox: { padding: '6px', maxHeight: 320 },
        option: { borderRadius: 6, minHeight: '34px !important', fontSize: '0.875rem' },
        groupLabel: { lineHeight: '30px', fontSize: '0.75rem', fontWeight: 600 },
      },
    },
    MuiListItemIcon: { styleOverrides: { root: { minWidth: 32, color: 'inherit' } } },
    MuiTooltip: {
      defaultProps: { enterDelay: 400 },
      styleOverrides: {
        tooltip: {
          ...floating,
          backgroundColor: tokens.surface.raised,
          color: tokens.text.primary,
          fontSize: '0.75rem',
          fontWeight: 400,
          padding: '6px 10px',
        },
      },
    },
    MuiChip: {
      styleOverrides: { root: { borderRadius: 6, fontSize: '0.8125rem' }, sizeSmall: { height: 24 } },
    },
    MuiTabs: {
      styleOverrides: {
        root: { minHeight: 40, borderBottom: hairline },
        indicator: { height: 2 },
      },
    },
    MuiTab: {
      styleOverrides: {
        root: {
          minHeight: 40,
          minWidth: 0,
          padding: '8px 4px',
          marginRight: 20,
          color: tokens.text.secondary,
          fontSize: '0.875rem',
        },
      },
    },
    MuiAlert: {
      styleOverrides: {
        root: { borderRadius: 8, fontSize: '0.875rem', border: hairline, padding: '6px 14px' },
        message: { minWidth: 0, overflowWrap: 'anywhere' },
      },
    },
    MuiToggleButton: {
      styleOverrides: { root: { borderColor: tokens.edge, padding: '4px 14px', color: tokens.text.primary } },
    },
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: tokens.hairline, padding: '8px 16px', fontSize: '0.875rem' },
        head: { color: tokens.text.secondary, fontWeight: 600, fontSize: '0.8125rem', whiteSpace: 'nowrap' },
      },
    },
    MuiDataGrid: {
      styleOverrides: {
        root: {
          '--DataGrid-t-color-border-base': tokens.hairline,
          '--DataGrid-t-header-background-base': tokens.surface.raised,
          '--DataGrid-rowBorderColor': tokens.hairline,
          border: 0,
          fontSize: '0.875rem',
          backgroundColor: tokens.surface.raised,
        },
        columnHeaderTitle: { fontWeight: 600, fontSize: '0.8125rem', color: tokens.text.secondary },
        columnSeparator: { color: tokens.hairline },
        cell: { display: 'flex', alignItems: 'center' },
        row: {
          '&:hover': { backgroundColor: tokens.surface.hover },
          '&.Mui-selected, &.Mui-selected:hover': { backgroundColor: tokens.surface.selected },
        },
      },
    },
    MuiTypography: {
      variants: [{ props: { variant: 'mono' }, style: { fontFamily: fonts.monospaced } }],
    },
  };
}
