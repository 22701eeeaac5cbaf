import { HomeportError, readDetails } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { RunningServer } from '../../processes/controlClient.ts'
import type { CommonFlags } from '../callServer.ts'
import { runningServer } from '../runningServer.ts'
import { sessionOf } from './sessionOf.ts'

export interface GitFlags extends CommonFlags {
  readonly runPrograms?: string | undefined
}

/** A remote takes as long as it takes. */
const OTHERS = { waits: 'for others' } as const

interface RemoteFlags extends GitFlags {
  readonly remote?: string | undefined
}

/** @throws HomeportError as `git.fetch`; where the repository names programs, with each of them. */
export async function fetchOf(session: string, flags: RemoteFlags): Promise<void> {
  const { server, asked } = await begin(session, flags)
  const done = await told(server, asked.session_id, server.call('git.fetch', { ...asked, ...remoteOf(flags) }, OTHERS))
  answer(flags, done, `${done.updated} changed at ${done.remote}.`)
}

const WAYS = ['merge', 'rebase', 'fast_forward'] as const

/** Returns 1 where files are in conflict, and names them. @throws HomeportError as `git.pull`. */
export async function pullOf(
  session: string,
  flags: GitFlags & { readonly how?: string | undefined },
): Promise<number> {
  const how = WAYS.find((way) => way === flags.how) ?? 'configured'
  if (flags.how !== undefined && how === 'configured') {
    throw new HomeportError('SETTINGS_001', `--how is one of ${WAYS.join(', ')}. Nothing was pulled.`)
  }
  const { server, asked } = await begin(session, flags)
  const done = await told(server, asked.session_id, server.call('git.pull', { ...asked, how }, OTHERS))
  if (done.outcome === 'conflicts') {
    const outside = (done.outside ?? 0) > 0 ? [`  ${done.outside} outside of the session's folder`] : []
    answer(flags, done, `In conflict:\n${[...done.conflicts.map((path) => `  ${path}`), ...outside].join('\n')}`)
    return 1
  }
  answer(
    flags,
    done,
    done.outcome === 'updated' ? `Now at ${done.head?.slice(0, 7) ?? 'nothing'}.` : 'Already up to date.',
  )
  return 0
}

/** @throws HomeportError as `git.push`. */
export async function pushOf(
  session: string,
  flags: RemoteFlags & { readonly to?: string | undefined; readonly force?: true | undefined },
): Promise<void> {
  const { server, asked } = await begin(session, flags)
  const to = flags.to === undefined ? {} : { to: flags.to }
  const wanted = { ...asked, ...remoteOf(flags), ...to, force: flags.force === true }
  const done = await told(server, asked.session_id, server.call('git.push', wanted, OTHERS))
  const { outcome, remote, branch, pull_request_url: url } = done
  const pushed = outcome === 'up_to_date' ? `${remote} has all of it.` : `Pushed to ${remote}/${branch}.`
  answer(flags, done, url === null ? pushed : `${pushed}\nPull request: ${url}`)
}

const SHOWN = 20

export async function logOf(
  session: string,
  flags: GitFlags & { readonly all?: true | undefined; readonly limit?: string | undefined },
): Promise<void> {
  const { server, asked } = await begin(session, flags)
  const limit = Number(flags.limit ?? SHOWN)
  const { session_id } = asked
  const found = await server.call('git.log', { session_id, all: flags.all === true, limit })
  const lines = found.commits.map(({ commit, authored_at, author, names, subject }) => {
    const at = names.length === 0 ? '' : ` (${names.join(', ')})`
    return `${commit.slice(0, 9)} ${authored_at.slice(0, 10)} ${author}${at}: ${subject}`
  })
  answer(flags, found, lines.join('\n') || 'Nothing is committed yet.')
}

interface Begun {
  readonly server: RunningServer
  readonly asked: { readonly session_id: SessionId; readonly runs_id?: string }
}

export async function begin(session: string, flags: GitFlags): Promise<Begun> {
  const server = runningServer(flags)
  const session_id = await sessionOf(server, session)
  return { server, asked: { session_id, ...(flags.runPrograms === undefined ? {} : { runs_id: flags.runPrograms }) } }
}

function remoteOf({ remote }: RemoteFlags): { readonly remote?: string } {
  return remote === undefined ? {} : { remote }
}

/** Where programs of the repository would run, they are listed with the word that agrees to them. */
async function told<T>(server: RunningServer, session_id: SessionId, asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (readDetails(error, 'SESSION_003')?.reason !== 'runs') {
      throw error
    }
    const { programs, runs_id } = await server.call('git.remotes', { session_id })
    const listed = programs.map(({ name, text }) => `  ${name}: ${text}`).join('\n')
    throw new HomeportError(
      'SESSION_003',
      `This repository names programs that would run:\n${listed}\nNothing was done. To agree to these: --run-programs ${runs_id ?? ''}`,
      { cause: error },
    )
  }
}

/** What the row answered, as JSON or for people. */
export function answer(flags: CommonFlags, result: object, text: string): void {
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } else {
    say(text)
  }
}

function say(text: string): void {
  // What a remote or a commit says moves no terminal.
  // oxlint-disable-next-line no-control-regex -- these are what a terminal would obey
  process.stdout.write(`${text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')}\n`)
}
