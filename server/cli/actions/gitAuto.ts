import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { AutoCommitRules, AutoCommitted } from '#shared/operations/autoCommit.ts'
import type { RunningServer } from '../../processes/controlClient.ts'
import type { CommonFlags } from '../callServer.ts'
import { runningServer } from '../runningServer.ts'
import { checked } from './credential.ts'
import { answer } from './git.ts'
import { sessionOf } from './sessionOf.ts'

type Flags = CommonFlags

const ON = { true: 'on', false: 'off' } as const

/** @throws HomeportError as `auto_commit.get`. */
export async function statusOf(session: string, flags: Flags): Promise<void> {
  const { server, session_id } = await begin(session, flags)
  const state = await server.call('auto_commit.get', { session_id })
  const { project, rules, last, push } = state
  const where = rules.target === 'side' ? 'beside the branches (refs/homeport/auto)' : 'onto the branch'
  const lines = [
    `Auto-commit is ${ON[`${rules.enabled}`]} in ${project}: ${where}${rules.push ? ', pushed' : ''}.`,
    ...(last === null ? [] : [`Last: ${last.at.slice(0, 16).replace('T', ' ')}`, ...linesOf(last)]),
    ...(push.message === null ? [] : [`Push ${push.state}: ${push.message}`]),
  ]
  answer(flags, state, lines.join('\n'))
}

interface OnFlags extends Flags {
  readonly quiet?: string | undefined
  readonly files?: string | undefined
  readonly target?: string | undefined
  readonly push?: true | undefined
  readonly runPrograms?: string | undefined
}

/** What is not named stays as it was. @throws HomeportError as `auto_commit.set`. */
export async function turnOn(session: string, flags: OnFlags): Promise<void> {
  const { server, session_id } = await begin(session, flags)
  const { rules } = await server.call('auto_commit.get', { session_id })
  const target = flags.target ?? rules.target
  if (target !== 'side' && target !== 'branch') {
    throw new HomeportError('SETTINGS_001', '--target is side or branch. Nothing was changed.')
  }
  const wanted: AutoCommitRules = {
    ...rules,
    enabled: true,
    target,
    quiet_seconds: flags.quiet === undefined ? rules.quiet_seconds : Number(flags.quiet) || null,
    files: flags.files === undefined ? rules.files : Number(flags.files) || null,
    push: flags.push ?? rules.push,
    ...(flags.runPrograms === undefined ? {} : { runs_id: flags.runPrograms }),
  }
  await server.call('auto_commit.set', { session_id, rules: wanted })
  await statusOf(session, flags)
}

/** @throws HomeportError as `auto_commit.set`. */
export async function turnOff(session: string, flags: Flags): Promise<void> {
  const { server, session_id } = await begin(session, flags)
  const { rules } = await server.call('auto_commit.get', { session_id })
  const done = await server.call('auto_commit.set', { session_id, rules: { ...rules, enabled: false } })
  answer(flags, done, 'Auto-commit is off. What was committed stays.')
}

/** Returns 1 where it could not. @throws HomeportError as `auto_commit.now`. */
export async function commitNow(session: string, flags: Flags): Promise<number> {
  const { server, session_id } = await begin(session, flags)
  const done = await server.call('auto_commit.now', { session_id }, { waits: 'for others' })
  answer(flags, done, linesOf(done).join('\n'))
  return done.problem === null ? 0 : 1
}

const SHOWN = 20
const REACHED = { turn_done: 'turn done', tests_pass: 'tests pass' } as const

/** @throws HomeportError as `auto_commit.points`. */
export async function pointsOf(session: string, flags: Flags & { readonly limit?: string | undefined }): Promise<void> {
  const { server, session_id } = await begin(session, flags)
  const found = await server.call('auto_commit.points', { session_id, limit: Number(flags.limit ?? SHOWN) })
  const lines = found.points.map(({ commit, at, subject, milestones }) => {
    const reached = milestones.length === 0 ? '' : ` [${milestones.map((one) => REACHED[one]).join(', ')}]`
    return `${commit} ${at.slice(0, 16).replace('T', ' ')}${reached} ${subject}`
  })
  answer(flags, found, lines.join('\n') || 'Nothing was committed by itself yet.')
}

interface PointFlags extends Flags {
  readonly commit: string
  readonly branch: string
  readonly worktree?: true | undefined
}

/** @throws HomeportError as `auto_commit.restore`; with a worktree as `session.create`, and then the branch is there. */
export async function restoreTo(session: string, flags: PointFlags): Promise<void> {
  const { commit, branch } = flags
  const { server, session_id } = await begin(session, flags)
  const asked = checked('auto_commit.restore', { session_id, commit, branch })
  const made = await server.call('auto_commit.restore', asked)
  if (flags.worktree !== true) {
    answer(flags, made, `The branch ${branch} is there. --worktree starts a session in a worktree of such a branch.`)
    return
  }
  const { project } = await server.call('auto_commit.get', { session_id })
  const wanted = checked('session.create', { project_path: project, worktree: { branch } })
  const started = await server.call('session.create', wanted)
  answer(
    flags,
    { ...made, session: started },
    `The session ${started.id} starts on the branch ${branch}, in ${started.workspace_path}.`,
  )
}

function linesOf({ commits, skipped, problem }: AutoCommitted): readonly string[] {
  return [
    ...(problem === null ? [] : [problem.message]),
    ...(problem === null && commits.length === 0 ? ['Nothing to commit.'] : []),
    ...commits.map(
      ({ commit, subject, files }) => `${commit.slice(0, 9)} ${subject} (${files} ${files === 1 ? 'file' : 'files'})`,
    ),
    ...skipped.map(({ path, why, secrets }) => {
      const found = secrets.map(({ line, kind }) => `line ${line}: ${kind}`).join(', ')
      return `Left out: ${path} (${found === '' ? why.replace('_', ' ') : found})`
    }),
  ]
}

async function begin(session: string, flags: Flags): Promise<{ server: RunningServer; session_id: SessionId }> {
  const server = runningServer(flags)
  return { server, session_id: await sessionOf(server, session) }
}
