import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { type InputOf, type OperationName, operations } from '#shared/operations/table.ts'
import type { CommonFlags } from '../callServer.ts'
import { runningServer } from '../runningServer.ts'
import { environmentOf, type SetupFlags, setupOf } from './setupFlags.ts'

export interface CreateFlags extends CommonFlags, SetupFlags {
  readonly newFolder?: string | undefined
  readonly template?: string | undefined
  readonly name?: string | undefined
  readonly prompt?: string | undefined
  readonly model?: string | undefined
  readonly mode?: string | undefined
  readonly effort?: string | undefined
  readonly claudeTokenEnv?: string | undefined
}

/** @throws HomeportError WS_002 for what cannot be asked, HOST_001 when no server runs, and as `session.create` refuses. */
export async function createSession(folder: string | undefined, flags: CreateFlags): Promise<void> {
  const setup = setupOf(flags)
  const environment = environmentOf(flags)
  const { newFolder: folder_name, template, name, model, mode: permission_mode, effort } = flags
  const token = flags.claudeTokenEnv
  const params = checked('session.create', {
    ...(folder === undefined ? {} : { project_path: path.resolve(folder) }),
    ...(Object.keys(setup).length === 0 ? {} : { setup }),
    ...(Object.keys(environment).length === 0 ? {} : { environment }),
    ...(token === undefined ? {} : { claude_token: environmentOf({ env: [token] })[token] }),
    ...present({ folder_name, template, name, model, permission_mode, effort }),
  })
  const server = runningServer(flags)
  const session = await server.call('session.create', params)
  if (flags.prompt !== undefined) {
    await server.call('message.send', checked('message.send', { session_id: session.id, content: flags.prompt }))
  }
  print(flags, session, session.id)
}

export interface SetupChangeFlags extends CommonFlags, SetupFlags {
  readonly unsetEnv?: readonly string[] | undefined
}

/** @throws HomeportError SESSION_002 when there is no such session, and as `createSession`. */
export async function changeSetup(id: string, flags: SetupChangeFlags): Promise<void> {
  const removed = Object.fromEntries((flags.unsetEnv ?? []).map((name) => [name, null]))
  const environment = { ...removed, ...environmentOf(flags) }
  const changes = setupOf(flags)
  const { session_id } = checked('session.get', { session_id: id })
  const server = runningServer(flags)
  const before = await server.call('session.get', { session_id })
  const asked = checked('session.update', {
    session_id,
    ...(Object.keys(changes).length === 0 ? {} : { setup: { ...before.setup, ...changes } }),
    ...(Object.keys(environment).length === 0 ? {} : { environment }),
  })
  const session = await server.call('session.update', asked)
  print(flags, session, `The session ${session.id} has its new set-up as soon as no turn runs.`)
}

/** @throws HomeportError HOST_001 when no server runs. */
export async function listTemplates(flags: CommonFlags): Promise<void> {
  const { templates } = await runningServer(flags).call('template.list', {})
  const lines = templates.map(({ id, name, origin, description }) =>
    [id, name, origin, description].join('  ').trimEnd(),
  )
  print(flags, { templates }, lines.join('\n'))
}

/** @throws HomeportError WS_002 naming the parameter that is wrong. */
function checked<N extends OperationName>(name: N, input: object): InputOf<N> {
  const parsed = operations[name].params.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new HomeportError('WS_002', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved it
  return parsed.data as InputOf<N>
}

function present(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function print({ json }: CommonFlags, result: object, words: string): void {
  process.stdout.write(`${json === true ? JSON.stringify(result) : words}\n`)
}
