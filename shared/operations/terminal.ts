import * as z from 'zod'
import { SessionId, TerminalId } from '../ids.ts'
import {
  TerminalAttached,
  TerminalColumns,
  TerminalInfo,
  TerminalKind,
  TerminalRows,
  TerminalSignal,
  TerminalSize,
} from '../session/terminal.ts'
import { defineOperation } from './operation.ts'

const terminal = { terminal_id: TerminalId }
const size = { cols: TerminalColumns, rows: TerminalRows }
const opening = z.strictObject({
  session_id: SessionId,
  kind: TerminalKind.default('shell'),
  cols: TerminalColumns.default(80),
  rows: TerminalRows.default(24),
  /** The path of another shell than the person's own. */
  shell: z.string().min(1).max(1000).optional(),
  /** A folder in the session's workspace; relative to it, or absolute. */
  cwd: z.string().min(1).max(4000).optional(),
})
const ticket = z.object({
  ...terminal,
  /** Lets this device attach to this terminal until it expires. */
  ticket: z.string(),
  /** Seconds. */
  expires_in: z.number().int(),
})
const offset = z.number().int().nonnegative()

export const terminalOperations = {
  'terminal.start': defineOperation({
    summary:
      'Start a shell in the folder of a session, or with kind claude Claude Code’s own interface on its conversation, which the chat leaves to it meanwhile (SESSION_003 while a turn runs, SESSION_005 while another one writes). It runs until it exits, is closed or the session ends.',
    params: opening,
    result: TerminalInfo,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/terminals', status: 201 },
    audit: 'terminal.open',
  }),
  'terminal.list': defineOperation({
    summary:
      'The terminals of a session, in the order they were opened in; those that have ended until they are closed or make way for a new one.',
    params: z.strictObject({ session_id: SessionId }),
    result: z.object({ terminals: z.array(TerminalInfo) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/terminals' },
    ws: { type: 'terminal_list', reply: 'terminal_list' },
  }),
  'terminal.get': defineOperation({
    summary: 'One terminal.',
    params: z.strictObject(terminal),
    result: TerminalInfo,
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/terminal/:terminal_id' },
  }),
  'terminal.signal': defineOperation({
    summary:
      'Send a signal: SIGINT, SIGQUIT and SIGTSTP as the key would, to what runs in the foreground; the others to the shell.',
    params: z.strictObject({ ...terminal, signal: TerminalSignal }),
    result: z.object(terminal),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/terminal/:terminal_id/signal' },
    ws: { type: 'terminal_signal', reply: 'terminal_signal' },
    audit: 'terminal.signal',
  }),
  'terminal.close': defineOperation({
    summary: 'End what runs in a terminal and forget its screen.',
    params: z.strictObject(terminal),
    result: z.object(terminal),
    scope: 'drive',
    owner: 'host',
    http: { method: 'DELETE', path: '/api/terminal/:terminal_id' },
    ws: { type: 'terminal_close', reply: 'terminal_closed' },
    audit: 'terminal.close',
  }),
  'terminal.stop_all': defineOperation({
    summary:
      'The gateway ends every terminal of a person, and the Claude Code that is kept started for them: at a panic, or when they may not run anything any more. It has no route.',
    params: z.strictObject({}),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
  }),
  'terminal.ticket': defineOperation({
    summary: 'A ticket with which this device may attach to a terminal of its person that another device opened.',
    params: z.strictObject(terminal),
    result: ticket,
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/terminal/:terminal_id/ticket' },
    ws: { type: 'terminal_ticket', reply: 'terminal_ticket' },
    audit: 'terminal.ticket',
  }),
  'terminal.open': defineOperation({
    summary:
      'Start a terminal, as terminal.start does, and attach this socket to it: its bytes come from offset 0 under the handle.',
    params: opening,
    result: ticket.extend({ handle: z.number().int(), cols: z.number().int(), rows: z.number().int() }),
    scope: 'drive',
    owner: 'connection',
    ws: { type: 'terminal_open', reply: 'terminal_opened' },
  }),
  'terminal.attach': defineOperation({
    summary:
      'Attach this socket to a terminal: the exact screen, then its bytes. With `after_offset` the bytes alone where they are still kept. With a size it becomes the owner of the size where nobody is.',
    params: z.strictObject({
      ...terminal,
      ticket: z.string().min(1).max(500).optional(),
      cols: TerminalColumns.optional(),
      rows: TerminalRows.optional(),
      after_offset: offset.optional(),
    }),
    result: TerminalAttached,
    scope: 'drive',
    owner: 'connection',
    ws: { type: 'terminal_attach', reply: 'terminal_attached' },
  }),
  'terminal.resize': defineOperation({
    summary: 'Set the size. Refused with SESSION_005 while another viewer owns it, unless it is taken over.',
    params: z.strictObject({ ...terminal, ...size, take_over: z.boolean().default(false) }),
    result: TerminalSize.extend(terminal),
    scope: 'drive',
    owner: 'connection',
    ws: { type: 'terminal_resize', reply: 'terminal_resized' },
  }),
  'terminal.ack': defineOperation({
    summary:
      'Say up to which offset the bytes of a terminal have arrived, at least every 128 KiB. Has no reply but a refusal.',
    params: z.strictObject({ handle: z.number().int(), offset }),
    result: z.object({}),
    scope: 'drive',
    owner: 'connection',
    ws: { type: 'terminal_ack', reply: 'terminal_ack' },
  }),
  'terminal.detach': defineOperation({
    summary: 'No more bytes of a terminal on this socket. What runs in it goes on.',
    params: z.strictObject({ handle: z.number().int() }),
    result: z.object({ handle: z.number().int() }),
    scope: 'drive',
    owner: 'connection',
    ws: { type: 'terminal_detach', reply: 'terminal_detached' },
  }),
} as const
