import { englishKeys } from './english-keys.ts';

/** The English words of the console. Every other language has exactly these keys; a test holds them to it. */
export const english = {
  loading: 'Loading',
  shell: {
    product: 'Dewpoint',
    documentTitle: '{{title}} · Dewpoint',
    skip: 'Skip to content',
    navigation: 'Navigation',
    openNavigation: 'Open navigation',
    breadcrumb: 'Breadcrumb',
  },
  navigation: {
    overview: 'Overview',
    keys: 'Key Management',
    events: 'Events',
    topics: 'Topics',
    traces: 'Cloud Trace',
    identity: 'Identity',
    credentials: 'My Credentials',
    usage: 'Usage',
    settings: 'Settings',
  },
  language: { label: 'Language' },
  appearance: { label: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' },
  account: {
    label: 'Account',
    menu: 'Account of {{name}}',
    inAccount: 'Account {{account}} · {{region}}',
    signOut: 'Sign out',
  },
  session: {
    failed: 'The console cannot start',
    ended: 'Your session has ended',
    endedWhy:
      'Sign in again to go on. Sign-in opens in a new tab; what you typed here stays, and this message goes away when you are signed in.',
    signInAgain: 'Sign in again',
    noProject: 'You have no project',
    noProjectWhy:
      'Ask an administrator of the account to give you a role in a project, then load this page again.',
  },
  protection: { label: 'Root of trust', hsm: 'Protected by an HSM', software: 'Protected by software' },
  refusal: {
    forbidden: 'You may not see this',
    missing: 'Not found',
    failed: 'This did not work',
    retry: 'Try again',
    action: 'Action: {{action}}',
    reference: '{{code}} · Request {{requestId}}',
  },
  pageFailed: {
    title: 'The page cannot be shown',
    why: 'Its script did not arrive, often because Dewpoint was updated meanwhile. Loading the page again mends that.',
    reload: 'Load again',
  },
  dialog: { ok: 'OK', cancel: 'Cancel', close: 'Close', undo: 'Undo' },
  edit: { start: 'Edit {{label}}', save: 'Save' },
  file: { choose: 'Choose file', none: 'No file chosen', size: '{{name}} ({{size}})' },
  form: { broken: '{{label}} {{rule}}.' },
  copy: {
    id: 'Copy ID',
    done: 'Copied',
    refused: 'The browser does not let the page use the clipboard. Select the text and copy it by hand.',
  },
  secret: { hidden: 'Hidden', reveal: 'Show for {{seconds}} seconds', hide: 'Hide' },
  keys: englishKeys,
} as const;
