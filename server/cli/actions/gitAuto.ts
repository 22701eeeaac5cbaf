import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { AutoCommitRules, AutoCommitted } from '#shared/operations/autoCommit.ts'
import type { RunningServer } from '../../processes/controlClient.ts'
import { runningServer } from '../runningServer.ts'
import { sessionOf } from './sessionOf.ts'

interface Flags {
  readonly dataDir?: string | undefined
}

const ON = { true: 'on', false: 'off' } as const

/** @throws HomeportError as `auto_commit.get`. */
export async function statusOf(session: string, flags: Flags): Promise<void> {
  const { server, session_id } = await begin(session, flags)
  const { project, rules, last, push } = await server.call('auto_commit.get', { session_id })
  const where = rules.target === 'side' ? 'beside the branches (refs/homeport/auto)' : 'onto the branch'
  say(`Auto-commit is ${ON[`${rules.enabled}`]} in ${project}: ${where}${rules.push ? ', pushed' : ''}.`)
  if (last !== null) {
    say(`Last: ${last.at.slice(0, 16).replace('T', ' ')}`)
    told(last)
  }
  if (push.message !== null) {
    say(`Push ${push.state}: ${push.message}`)
  }
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
  await server.call('auto_commit.set', { session_id, rules: { ...rules, enabled: false } })
  say('Auto-commit is off. What was committed stays.')
}

/** Returns 1 where it could not. @throws HomeportError as `auto_commit.now`. */
export async function commitNow(session: string, flags: Flags): Promise<number> {
  const { server, session_id } = await begin(session, flags)
  const done = await server.call('auto_commit.now', { session_id }, { waits: 'for others' })
  told(done)
  return done.problem === null ? 0 : 1
}

const SHOWN = 20
const REACHED = { turn_done: 'turn done', tests_pass: 'tests pass' } as const

/** @throws HomeportError as `auto_commit.points`. */
export async function pointsOf(session: string, flags: Flags & { readonly limit?: string | undefined }): Promise<void> {
  const { server, session_id } = await begin(session, flags)
  const { points } = await server.call('auto_commit.points', { session_id, limit: Number(flags.limit ?? SHOWN) })
  for (const { commit, at, subject, milestones } of points) {
    const reached = milestones.length === 0 ? '' : ` [${milestones.map((one) => REACHED[one]).join(', ')}]`
    say(`${commit} ${at.slice(0, 16).replace('T', ' ')}${reached} ${subject}`)
  }
}

interface PointFlags extends Flags {
  readonly commit: string
  readonly branch: string
}

/** @throws HomeportError as `auto_commit.restore`. */
export async function restoreTo(session: string, flags: PointFlags): Promise<void> {
  const { commit, branch } = flags
  const { server, session_id } = await begin(session, flags)
  await server.call('auto_commit.restore', { session_id, commit, branch })
  say(`The branch ${branch} is there. In a worktree of its own: git worktree add ../${branch} ${branch}`)
}

function told({ commits, skipped, problem }: AutoCommitted): void {
  if (problem !== null) {
    say(problem.message)
  } else if (commits.length === 0) {
    say('Nothing to commit.')
  }
  for (const { commit, subject, files } of commits) {
    say(`${commit.slice(0, 9)} ${subject} (${files} ${files === 1 ? 'file' : 'files'})`)
  }
  for (const { path, why, secrets } of skipped) {
    const found = secrets.map(({ line, kind }) => `line ${line}: ${kind}`).join(', ')
    say(`Left out: ${path} (${found === '' ? why.replace('_', ' ') : found})`)
  }
}

async function begin(session: string, flags: Flags): Promise<{ server: RunningServer; session_id: SessionId }> {
  const server = runningServer(flags)
  return { server, session_id: await sessionOf(server, session) }
}

function say(text: string): void {
  // What a commit or a file is called moves no terminal.
  // oxlint-disable-next-line no-control-regex -- these are what a terminal would obey
  process.stdout.write(`${text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')}\n`)
}
