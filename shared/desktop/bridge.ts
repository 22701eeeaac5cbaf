import * as z from 'zod'
import { ReceivedErrorData } from '../errors.ts'
import { ServerState, UpdateState } from './desktopState.ts'

/** Who may ask: the page of the server, the page that is shown when there is none, or the field for finding text. */
export type BridgeCaller = 'page' | 'recovery' | 'find'

interface Channel {
  readonly params: z.ZodType
  readonly result: z.ZodType
  readonly from: readonly BridgeCaller[]
}

const nothing = z.strictObject({})
const done = z.object({ success: z.literal(true) })

/** What the program is; `platform` in Node's words. */
export const ProgramInfo = z.object({
  version: z.string(),
  platform: z.string(),
  data_dir: z.string(),
  /** Whether sessions can go on without the program. */
  can_keep_sessions: z.boolean(),
})
export type ProgramInfo = z.infer<typeof ProgramInfo>

/** Whether the program starts with the computer, without a window. */
export const LoginStart = z.object({
  enabled: z.boolean(),
  /** Why that cannot be had here. */
  problem: z.string().nullable(),
  /** What the person still has to do for it. */
  hint: z.string().nullable(),
})
export type LoginStart = z.infer<typeof LoginStart>

/** Whether the program is among the desktop's applications by an entry of its own; `offered`: whether it can be. */
export const MenuEntry = z.object({ offered: z.boolean(), present: z.boolean() })
export type MenuEntry = z.infer<typeof MenuEntry>

/** What happens to sessions when the program is quit. */
export const QuitChoice = z.enum(['ask', 'keep', 'stop'])
export type QuitChoice = z.infer<typeof QuitChoice>

/**
 * What only the operating system can do: the whole of what the window's page can ask of the program beyond the
 * server's own operations. A row without a handler in `main/` does not compile.
 */
export const bridge = {
  'program.info': { params: nothing, result: ProgramInfo, from: ['page', 'recovery'] },
  'program.quit': { params: nothing, result: done, from: ['page', 'recovery'] },
  /** Signs the window's page in anew, as the owner. Resolves when the page has what it needs for that. */
  'window.sign_in': { params: nothing, result: done, from: ['page'] },
  'login_start.get': { params: nothing, result: LoginStart, from: ['page'] },
  'login_start.set': { params: z.strictObject({ enabled: z.boolean() }), result: LoginStart, from: ['page'] },
  'menu_entry.get': { params: nothing, result: MenuEntry, from: ['page'] },
  'menu_entry.set': { params: z.strictObject({ present: z.boolean() }), result: MenuEntry, from: ['page'] },
  'quit_choice.get': { params: nothing, result: z.object({ choice: QuitChoice }), from: ['page'] },
  'quit_choice.set': {
    params: z.strictObject({ choice: QuitChoice }),
    result: z.object({ choice: QuitChoice }),
    from: ['page'],
  },
  'keep_awake.get': { params: nothing, result: z.object({ active: z.boolean() }), from: ['page'] },
  /** Shows one, so that a person can see whether the system lets them through. `problem`: what it says against it. */
  'notification.test': { params: nothing, result: z.object({ problem: z.string().nullable() }), from: ['page'] },
  'folder.open': {
    params: z.strictObject({ folder: z.enum(['data', 'logs']) }),
    result: done,
    from: ['page', 'recovery'],
  },
  /** The system's own folder picker. null: the person chose none. */
  'folder.choose': { params: nothing, result: z.object({ path: z.string().nullable() }), from: ['page'] },
  /** Marks the next occurrence of that text in the page, or the one before. `active`: which one that is, from 1. */
  'find.search': {
    params: z.strictObject({ text: z.string().max(1_000), forward: z.boolean() }),
    result: z.object({ matches: z.int().nonnegative(), active: z.int().nonnegative() }),
    from: ['find'],
  },
  'find.close': { params: nothing, result: done, from: ['find'] },
  'update.state': { params: nothing, result: UpdateState, from: ['page'] },
  /** Resolves after the look; a download goes on. */
  'update.check': { params: nothing, result: UpdateState, from: ['page'] },
  /** Swaps the program and starts the new one. `is_leaving` false: the person would rather stay. */
  'update.install': { params: nothing, result: z.object({ is_leaving: z.boolean() }), from: ['page'] },
  'server.state': { params: nothing, result: ServerState, from: ['page', 'recovery'] },
  /** Puts a fresh gateway in place of the running or dead one. Sessions go on. */
  'server.restart': { params: nothing, result: done, from: ['page', 'recovery'] },
  /** The last lines of the gateway's log. */
  'server.log': { params: nothing, result: z.object({ lines: z.array(z.string()) }), from: ['recovery'] },
} as const satisfies Record<string, Channel>

export type Bridge = typeof bridge
export type ChannelName = keyof Bridge
export type ChannelParams<C extends ChannelName> = z.infer<Bridge[C]['params']>
export type ChannelResult<C extends ChannelName> = z.infer<Bridge[C]['result']>

/** What comes back over a channel: errors as data, since Electron turns thrown ones into text. */
export const BridgeAnswer = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: ReceivedErrorData }),
])
export type BridgeAnswer = z.infer<typeof BridgeAnswer>

/** `window.homeport` in the window's page; absent in every other browser. */
export interface PreloadedBridge {
  readonly call: (channel: string, params: unknown) => Promise<unknown>
}

/** The one name under which all channels go, and those by which the page is woken, and sent to another page. */
export const ipcNames = { call: 'homeport:call', wake: 'homeport:wake', go: 'homeport:go' } as const
