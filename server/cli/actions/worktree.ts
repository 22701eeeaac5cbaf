import { existsSync } from 'node:fs'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { type InputOf, operations } from '#shared/operations/table.ts'
import type { ProjectSetup } from '#shared/operations/worktree.ts'
import type { Session } from '#shared/session/session.ts'
import type { CommonFlags } from '../callServer.ts'
import { runningServer } from '../runningServer.ts'
import { counted } from '#shared/text/plural.ts'

export interface WorktreeFlags extends CommonFlags {
  readonly branch?: string | undefined
  readonly base?: string | undefined
  readonly name?: string | undefined
  readonly setup?: string | undefined
}

/** @throws HomeportError WS_002 for what cannot be asked, HOST_001 when no server runs, and as `session.create` refuses. */
export async function startInWorktree(
  folder: string,
  { branch, base, name, setup, ...flags }: WorktreeFlags,
): Promise<void> {
  await start(flags, {
    project_path: path.resolve(folder),
    worktree: { ...(branch === undefined ? {} : { branch }), ...(base === undefined ? {} : { base }) },
    ...(name === undefined ? {} : { name }),
    ...(setup === undefined ? {} : { checkout_setup: setup }),
  })
}

export interface CloneFlags extends CommonFlags {
  readonly branch?: string | undefined
  readonly depth?: string | undefined
  readonly submodules?: true | undefined
  readonly setup?: string | undefined
}

/** @throws HomeportError as `startInWorktree`. */
export async function startInClone(
  git_url: string,
  { branch, depth, submodules, setup, ...flags }: CloneFlags,
): Promise<void> {
  await start(flags, {
    git_url,
    ...(branch === undefined ? {} : { branch }),
    ...(depth === undefined ? {} : { depth: Number(depth) }),
    ...(submodules === undefined ? {} : { submodules }),
    ...(setup === undefined ? {} : { checkout_setup: setup }),
  })
}

async function start(flags: CommonFlags, asked: InputOf<'session.create'>): Promise<void> {
  const parsed = operations['session.create'].params.safeParse(asked)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new HomeportError('WS_002', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`)
  }
  const session = await runningServer(flags).call('session.create', parsed.data)
  print(flags, session, `The session ${session.id} starts${onBranch(session)}, in ${session.workspace_path}.`)
}

function onBranch({ checkout }: Session): string {
  const branch = checkout?.branch ?? null
  return branch === null ? '' : ` on the branch ${branch}`
}

export interface SetupFlags extends CommonFlags {
  readonly copy?: readonly string[] | undefined
  readonly command?: string | undefined
}

/** Shows it; with a flag it is said anew. @throws HomeportError HOST_001 when no server runs, and as `worktree.save_setup`. */
export async function projectSetup(given: string, { copy, command, ...flags }: SetupFlags): Promise<void> {
  const server = runningServer(flags)
  const project = existsSync(given) ? path.resolve(given) : given
  if (copy !== undefined || command !== undefined) {
    await server.call('worktree.save_setup', { project, copy: [...(copy ?? [])], command: command ?? '' })
  }
  const { setup } = await server.call('worktree.setup', { project })
  print(flags, { setup }, setup === null ? 'Nothing is done in new checkouts of it.' : setupText(setup))
}

function setupText({ copy, command, fingerprint }: ProjectSetup & { readonly fingerprint: string }): string {
  return [
    ...(copy.length > 0 ? [`copies: ${copy.join(', ')}`] : []),
    ...(command === '' ? [] : [`runs:   ${command}`]),
    `to run exactly this: --setup ${fingerprint}`,
  ].join('\n')
}

/** @throws HomeportError SESSION_002 when there is none, SESSION_003 when it has no checkout of its own. */
export async function worktreeState(session: string, flags: CommonFlags): Promise<void> {
  const { session_id } = operations['worktree.state'].params.parse({ session_id: session })
  const state = await runningServer(flags).call('worktree.state', { session_id })
  const lines = [
    ...state.unsaved.map(({ text }) => `only here: ${text}`),
    state.merge_problem ??
      `${counted(state.ahead ?? 0, { one: '# commit', other: '# commits' })} that ${state.merge_into ?? 'its base'} does not have`,
  ]
  print(flags, state, lines.join('\n'))
}

/** @throws HomeportError SESSION_003 with what is nowhere else; nothing was removed then. */
export async function endWorktree(
  how: 'merge' | 'keep' | 'remove',
  session: string,
  { saveWork, ...flags }: CommonFlags & { readonly saveWork?: true | undefined },
): Promise<void> {
  const { session_id } = operations['worktree.state'].params.parse({ session_id: session })
  const result = await runningServer(flags).call('worktree.end', { session_id, how, save_work: saveWork === true })
  const kept = result.saved === null ? '' : ` What was not committed is ${result.saved}.`
  const merged = result.merged === null ? '' : ` It is merged as ${result.merged}.`
  print(flags, result, `The session ${session} has ended.${merged}${kept}`)
}

function print(flags: CommonFlags, result: object, text: string): void {
  process.stdout.write(flags.json === true ? `${JSON.stringify(result)}\n` : `${text}\n`)
}
