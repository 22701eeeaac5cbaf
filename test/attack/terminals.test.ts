import { encodeTerminalFrame } from '#shared/terminal/frames.ts'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'
import { TerminalClient } from '#test/support/gateway/terminalClient.ts'
import { attack } from './attack.ts'
import { type RoleName, type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

interface Opened {
  readonly session: string
  readonly shell: TerminalClient
  readonly ticket: string
}

let made: Promise<Opened> | undefined

const socketOf = (at: Target, role: RoleName) => openSignedIn(at.server.info.ws_url, at.people[role].token)

/** A shell in a session of the owner. */
async function owners(at: Target): Promise<Opened> {
  return (made ??= (async () => {
    const { token } = at.people.owner
    await at.ask('PUT', '/api/claude/token', { token, body: { token: DEMO_TOKEN } })
    const { body } = await at.ask('POST', '/api/session', { token, body: { folder_name: 'terminals of the owner' } })
    const session = (JSON.parse(body) as { id: string }).id
    const shell = await TerminalClient.open(await socketOf(at, 'owner'), session)
    const issued = await at.ask('POST', `/api/terminal/${shell.terminalId}/ticket`, { token, body: {} })
    return { session, shell, ticket: (JSON.parse(issued.body) as { ticket: string }).ticket }
  })())
}

/** Asks over HTTP, in words of the answer. */
const tries =
  (role: RoleName, ask: (opened: Opened) => readonly [method: string, address: string, body?: object]) =>
  async (at: Target) => {
    const [method, address, body] = ask(await owners(at))
    return at.try(method, address, { token: at.people[role].token, ...(body === undefined ? {} : { body }) })
  }

/** Asks by a frame, in the code of the answer. */
const frame =
  (role: RoleName, type: string, ask: (opened: Opened) => Readonly<Record<string, unknown>>) =>
  async (at: Target): Promise<unknown> => {
    const socket = await socketOf(at, role)
    const { type: replied, data } = await socket.ask(type, ask(await owners(at)))
    return replied === 'error' ? data['code'] : replied
  }

const of = ({ shell }: Opened) => `/api/terminal/${shell.terminalId}`
const others = '404 TERMINAL_001'

attack<Target>('terminals of somebody else', target, [
  { name: 'a member looks at it', attempt: tries('member', (opened) => ['GET', of(opened)]), right: others },
  {
    name: 'a member lists those of the session',
    attempt: tries('member', ({ session }) => ['GET', `/api/session/${session}/terminals`]),
    right: '404 SESSION_002',
  },
  {
    name: 'a member asks for a ticket',
    attempt: tries('member', (opened) => ['POST', `${of(opened)}/ticket`, {}]),
    right: others,
  },
  {
    name: 'a member sends a signal',
    attempt: tries('member', (opened) => ['POST', `${of(opened)}/signal`, { signal: 'SIGINT' }]),
    right: others,
  },
  { name: 'a member closes it', attempt: tries('member', (opened) => ['DELETE', of(opened)]), right: others },
  {
    name: 'a member opens a shell in the session',
    attempt: tries('member', ({ session }) => ['POST', `/api/session/${session}/terminals`, {}]),
    right: '404 SESSION_002',
  },
  {
    name: 'a member opens Claude’s own interface on the session',
    attempt: tries('member', ({ session }) => ['POST', `/api/session/${session}/terminals`, { kind: 'claude' }]),
    right: '404 SESSION_002',
  },
  {
    name: 'a member runs a command in the session',
    attempt: tries('member', ({ session }) => ['POST', `/api/session/${session}/exec`, { command: 'id' }]),
    right: '404 SESSION_002',
  },
  {
    name: 'a member attaches with the owner’s ticket',
    attempt: frame('member', 'terminal_attach', ({ shell, ticket }) => ({
      data: { terminal_id: shell.terminalId, ticket },
    })),
    right: 'AUTH_006',
  },
  {
    name: 'a member attaches without a ticket',
    attempt: frame('member', 'terminal_attach', ({ shell }) => ({ data: { terminal_id: shell.terminalId } })),
    right: 'AUTH_006',
  },
  {
    name: 'a member takes over the size',
    attempt: frame('member', 'terminal_resize', ({ shell }) => ({
      data: { terminal_id: shell.terminalId, cols: 20, rows: 5, take_over: true },
    })),
    right: 'TERMINAL_001',
  },
  {
    name: 'a viewer opens one',
    attempt: tries('viewer', ({ session }) => ['POST', `/api/session/${session}/terminals`, {}]),
    right: '403 AUTH_006',
  },
  {
    name: 'a viewer attaches with the owner’s ticket',
    attempt: frame('viewer', 'terminal_attach', ({ shell, ticket }) => ({
      data: { terminal_id: shell.terminalId, ticket },
    })),
    right: 'AUTH_006',
  },
  {
    name: 'a member and a viewer type under the handle that the owner has',
    attempt: async (at) => {
      const { shell: begun, ticket } = await owners(at)
      const shell = await TerminalClient.attach(await socketOf(at, 'owner'), { terminal_id: begun.terminalId, ticket })
      for (const role of ['member', 'viewer'] as const) {
        const bytes = Buffer.from('echo in""truder\n')
        const socket = await socketOf(at, role)
        socket.sendBinary(Buffer.from(encodeTerminalFrame({ kind: 'input', handle: shell.handle, bytes })))
        await socket.ask('ping', {})
      }
      shell.type('echo do""ne\n')
      return (await shell.shows('done')).includes('intruder')
    },
    right: false,
  },
])
