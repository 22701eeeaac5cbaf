import { SessionId, TerminalId } from '#shared/ids.ts'
import type { TerminalInfo } from '#shared/session/terminal.ts'
import type { TerminalLink, TerminalOpening } from '#server/link/terminals/terminalLink.ts'

/** Terminals that show nothing and take every size. */
export const fakeTerminals: TerminalLink = {
  open: async ({ size = { cols: 80, rows: 24 }, viewer }, opened) => {
    opened({ ...blank, ...size, owner: viewer })
  },
  close: () => {},
  input: () => {},
  ack: () => {},
  resize: async ({ size, viewer }) => ({ ...size, owner: viewer }),
}

const blank: Omit<TerminalOpening, 'cols' | 'rows' | 'owner'> = {
  title: 'bash',
  scrollback: 0,
  ended: null,
  offset: 0,
  snapshot: Buffer.alloc(0),
  tail: Buffer.alloc(0),
}

const TERMINAL = TerminalId.parse('terminal-1')

const info: TerminalInfo = {
  terminal_id: TERMINAL,
  session_id: SessionId.parse('session-1'),
  kind: 'shell',
  title: 'bash',
  cwd: '/projects/fake',
  cols: 80,
  rows: 24,
  owner: null,
  opened_at: '2026-01-01T00:00:00.000Z',
  ended: null,
}

/** Answers about one terminal, whichever is asked for. */
export const fakeTerminalHandlers = {
  'terminal.start': () => info,
  'terminal.list': () => ({ terminals: [info] }),
  'terminal.get': () => info,
  'terminal.signal': () => ({ terminal_id: TERMINAL }),
  'terminal.close': () => ({ terminal_id: TERMINAL }),
  'terminal.stop_all': () => ({ success: true }) as const,
}
