import { HomeportError } from '#shared/errors.ts'
import { type ConnectionOperationName, operations } from '#shared/operations/table.ts'
import { TerminalInfo } from '#shared/session/terminal.ts'
import type { Dispatch } from '../../../kernel/dispatch.ts'
import type { Call } from '../../../kernel/call.ts'
import type { Identity } from '../../../kernel/identity.ts'
import type { TerminalTickets } from '../../../terminals/tickets.ts'
import type { FrameId } from '../../frames/frameReader.ts'
import type { SocketTerminals } from './socketTerminals.ts'

export type TerminalOperationName = Extract<ConnectionOperationName, `terminal.${string}`>

export interface TerminalContext {
  readonly call: Call
  readonly identity: Identity
  readonly dispatch: Dispatch
  readonly terminals: SocketTerminals
  readonly tickets: TerminalTickets
  /** Sends the one reply, in its place before the bytes. */
  readonly reply: (type: string, data: object) => void
}

export interface TerminalFrame {
  readonly id: FrameId | undefined
  readonly params: unknown
}

/** Runs what a socket asks of the terminals that it looks at. */
export async function runTerminalOperation(
  name: TerminalOperationName,
  { id, params }: TerminalFrame,
  context: TerminalContext,
): Promise<void> {
  const { call, dispatch, terminals, reply } = context
  const { caller } = call
  const { reply: replyType } = operations[name].ws
  switch (name) {
    case 'terminal.open':
      await open(params, context)
      return
    case 'terminal.attach': {
      const { terminal_id, ticket, cols, rows, after_offset } = dispatch.admit(name, params, caller)
      context.tickets.check(terminal_id, context.identity.credential, ticket)
      const size = cols === undefined || rows === undefined ? undefined : { cols, rows }
      await terminals.attach({ terminal_id, after_offset, size }, (attached) => reply(replyType, attached))
      return
    }
    case 'terminal.detach': {
      const { handle } = dispatch.admit(name, params, caller)
      terminals.detach(handle)
      reply(replyType, { handle })
      return
    }
    case 'terminal.resize': {
      const { terminal_id, cols, rows, take_over } = dispatch.admit(name, params, caller)
      reply(replyType, { terminal_id, ...(await terminals.resize(terminal_id, { cols, rows }, take_over)) })
      return
    }
    case 'terminal.ack': {
      const { handle, offset } = dispatch.admit(name, params, caller)
      terminals.ack(handle, offset)
      // Hundreds a second while much is printed: only who asks for an answer gets one.
      if (id !== undefined) {
        reply(replyType, {})
      }
    }
  }
}

async function open(params: unknown, context: TerminalContext): Promise<void> {
  const { call, dispatch, terminals, tickets, identity, reply } = context
  dispatch.admit('terminal.open', params, call.caller)
  const started = TerminalInfo.safeParse(await dispatch.run('terminal.start', params, call))
  if (!started.success) {
    throw new HomeportError('INTERNAL_001', 'The session host answered with no terminal. Look at the list of them.')
  }
  const { terminal_id, cols, rows } = started.data
  const ticket = tickets.issue(terminal_id, identity.credential)
  await terminals.attach({ terminal_id, after_offset: 0, size: { cols, rows } }, ({ handle }) =>
    reply(operations['terminal.open'].ws.reply, { terminal_id, handle, cols, rows, ...ticket }),
  )
}
