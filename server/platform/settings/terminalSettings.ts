import { whole, yesNo } from './settingKinds.ts'

/** Read with each terminal that is opened. */
const row = { group: 'limits', effect: 'now', changeableBy: 'local' } as const

/** The rows of terminals in the table of settings. */
export const terminalSettings = {
  'terminals.confirm_new_devices': {
    group: 'sign_in',
    effect: 'now',
    changeableBy: 'local',
    label: 'Confirm the first terminal of a device',
    type: yesNo,
    initial: false,
    about:
      'Whether the first terminal of a device waits for a yes, and so does the first command that it names itself: one that it runs, an action of a project, what new checkouts run, an MCP server that is a program. Said at the workstation, or on another device of its person or of an owner that has had terminals; those are notified. Devices that had some before are not asked about. What Claude runs in a turn is not one of these, and no hook of the folder or of Git: approvals and trust stand before them.',
  },
  'terminals.scrollback': {
    ...row,
    label: 'Lines kept above a terminal',
    unit: 'lines',
    type: whole({ from: 0, to: 50_000 }),
    initial: 10_000,
    about:
      'What has left the screen of a terminal and can still be scrolled to; of terminals that are opened from then on.',
  },
  'terminals.per_session': {
    ...row,
    label: 'Terminals of a session',
    unit: 'terminals',
    type: whole({ from: 1, to: 100 }),
    initial: 12,
    about:
      'Terminals that one session may have. Those that have ended count until they are closed; the oldest of them makes way for a new one.',
  },
  'terminals.per_person': {
    ...row,
    label: 'Terminals of a person',
    unit: 'terminals',
    type: whole({ from: 1, to: 1000 }),
    initial: 48,
    about: 'Terminals that all sessions of one person may have together.',
  },
} as const
