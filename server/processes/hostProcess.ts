import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { HomeportError } from '#shared/errors.ts'
import { hostIncompatible, hostUnavailable } from '#server/link/hostUnavailable.ts'
import type { HostLink, LinkState } from '#server/link/link.ts'
import { connectSocketLink } from '#server/link/socket/socketLink.ts'
import { entryPoint } from '#server/platform/processes/entryPoints.ts'
import { createLogger, currentRequestId } from '#server/platform/log/log.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { killTree } from '#server/platform/processes/processTree.ts'
import type { ProcessIdentity } from '#server/platform/processes/processSigns.ts'
import { isSameProcess, processStartMark } from '#server/platform/processes/processStart.ts'
import { isAlive } from '#server/platform/processes/runAlive.ts'
import { type RunInfo, readRunFile } from '#server/platform/files/runFile.ts'
import { HEAP_FLAGS } from '#server/platform/processes/heapFlags.ts'

const log = createLogger('host process')

/** From its start to its run file; a machine under load takes seconds, a broken one for ever. */
const START_WITHIN_MS = 20_000

/** A host that lives but does not answer gets this long: it may just be starting. */
const ANSWER_WITHIN_MS = 10_000
const POLL_EVERY_MS = 15
const LOCK_POLL_EVERY_MS = 50

/** Suspending many sessions takes a while: each Claude Code is given time to write its transcript. */
const END_WITHIN_MS = 20_000
const SIGNAL_GRACE_MS = 5_000
const REAPED_WITHIN_MS = 1_000

/** Hosts that this very process started and that have not ended yet, by pid. */
const children = new Map<number, StartedHost>()

export interface HostProcessOptions {
  readonly paths: Paths
  readonly demo: boolean
}

/** A host that this process started; `exited` settles when it is gone. */
export interface StartedHost {
  readonly pid: number
  readonly exited: Promise<string>
}

/** Whether a host runs for this data directory, as far as its run file tells. */
export function findHost(paths: Paths): RunInfo | null {
  const info = readRunFile(paths.hostRun)
  return info !== null && isAlive(info) ? info : null
}

/**
 * Starts a host of its own session and group, so that it outlives us. What it says before it can log is kept in
 * `logs/host-start.log`.
 * @throws HomeportError HOST_001 when the program cannot be started at all.
 */
export function startHost(options: HostProcessOptions): StartedHost {
  const { execPath, args, env } = entryPoint('host')
  const output = openSync(startLog(options.paths), 'w', 0o600)
  const child = spawn(execPath, [...HEAP_FLAGS, ...args, ...(options.demo ? ['--demo'] : [])], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
    cwd: options.paths.dataDir,
    env: { ...process.env, ...env, HOMEPORT_DATA_DIR: options.paths.dataDir },
  })
  closeSync(output)
  child.unref()
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`))
  })
  log.info('started a session host', { host_pid: child.pid ?? null })
  const pid = child.pid ?? 0
  children.set(pid, { pid, exited })
  void exited.then(() => children.delete(pid))
  return { pid, exited }
}

/**
 * A link, in state `ready`, to the host of this data directory: the running one, or a new one.
 * @param early A host that was started already, and has not been waited for.
 * @throws HomeportError HOST_001 saying why there is none, HOST_002 when the running one is of another version.
 */
export async function connectHost(options: HostProcessOptions, early?: StartedHost): Promise<HostLink> {
  const running = early === undefined ? findHost(options.paths) : null
  if (running !== null) {
    const link = await connectRunning(running)
    if (link !== null) {
      return link
    }
  }
  const info = await whenStarted(early ?? startHost(options), options.paths)
  const link = await connectRunning(info)
  if (link === null) {
    throw unreachable('it started, and was gone at once.')
  }
  return link
}

/** null: it died meanwhile, or was ended because it answered nobody. */
async function connectRunning(info: RunInfo): Promise<HostLink | null> {
  const deadline = performance.now() + ANSWER_WITHIN_MS
  while (performance.now() < deadline) {
    const { link, state } = await greet(info)
    if (state.kind === 'ready') {
      return link
    }
    link.close()
    if (state.kind === 'closed' && (state.reason === 'incompatible' || state.reason === 'refused')) {
      const why = `${CANNOT_BE_REACHED} ${state.message ?? 'the running one refuses this server.'}`
      throw state.reason === 'incompatible' ? hostIncompatible(why) : hostUnavailable(why)
    }
    if (!isAlive(info)) {
      return null
    }
    await delay(POLL_EVERY_MS)
  }
  log.error('a session host lives but does not answer; it is ended', { host_pid: info.pid })
  await killTree(info, { graceMs: 0 })
  return null
}

async function greet(info: RunInfo): Promise<{ link: HostLink; state: LinkState }> {
  const link = connectSocketLink({ path: info.socket_path, secret: info.secret, log, requestId: currentRequestId })
  const state = await new Promise<LinkState>((resolve) => {
    const stop = link.onState((next) => {
      stop()
      resolve(next)
    })
  })
  return { link, state }
}

async function whenStarted(started: StartedHost, paths: Paths): Promise<RunInfo> {
  const life: { ended: string | null } = { ended: null }
  void started.exited.then((reason) => (life.ended = reason))
  const deadline = performance.now() + START_WITHIN_MS
  while (performance.now() < deadline) {
    const info = readRunFile(paths.hostRun)
    if (info?.pid === started.pid && isAlive(info)) {
      return info
    }
    if (life.ended !== null) {
      throw unreachable(`${life.ended}. ${lastWords(paths)}`)
    }
    await delay(POLL_EVERY_MS)
  }
  throw unreachable(`it was started, but says nothing after ${START_WITHIN_MS / 1000} s.`)
}

/**
 * Suspends every session and ends the host. One that cannot be reached over the link (it hangs, it speaks another
 * version), or that says yes and stays, is ended by signals, with all that it started; one that is just starting as soon as
 * it can be found. Returns false when one is still there afterwards. No-op when none runs.
 * @param known A host that was found earlier or answers over the link: on its way out it is in no run file any more, and
 * still a process.
 */
export async function endHost(
  paths: Paths,
  link: HostLink | null,
  known: ProcessIdentity | null = null,
): Promise<boolean> {
  const found = findHost(paths)
  const isFoundEnded = found === null || (await endRunning(found, link))
  const isKnownEnded = known === null || known.pid === found?.pid || (await endUnlisted(known, link))
  return isFoundEnded && isKnownEnded && endStarting(paths)
}

/** Ends by signals the hosts that this process started and that never came so far that they could be found. */
export async function endUnfoundHosts(paths: Paths): Promise<void> {
  const found = findHost(paths)?.pid
  const lost = [...children.values()].filter(({ pid }) => pid !== found)
  await Promise.all(
    lost.map(async (host) => {
      log.warn('a session host that was being started is ended', { host_pid: host.pid })
      // A child of ours that has not ended has its pid still. Not asked at its start: on Windows the answer takes a second.
      await killTree({ pid: host.pid, started: processStartMark(host.pid) }, { graceMs: SIGNAL_GRACE_MS })
    }),
  )
}

async function endRunning(info: RunInfo, link: HostLink | null): Promise<boolean> {
  try {
    const asked = link ?? (await greet(info)).link
    await Promise.race([asked.shutDown(), refuseLate(END_WITHIN_MS)])
  } catch (error) {
    log.warn('the session host is ended by signal', { error })
    await killTree(info, { graceMs: SIGNAL_GRACE_MS })
  }
  return endLeaving(info)
}

/** One that is in no run file: it is asked if it answers, and may be on its way out already. */
async function endUnlisted(host: ProcessIdentity, link: HostLink | null): Promise<boolean> {
  if (link !== null) {
    await Promise.race([link.shutDown(), refuseLate(END_WITHIN_MS)]).catch((error: unknown) => {
      log.warn('the session host was not asked to end', { error })
    })
  }
  return endLeaving(host)
}

/** One that says that it ends is given the time for it, and no more. */
async function endLeaving(info: ProcessIdentity): Promise<boolean> {
  if (await whenExited(info)) {
    return true
  }
  log.warn('the session host said that it ends, and stays; it is ended by signal', { host_pid: info.pid })
  await killTree(info, { graceMs: SIGNAL_GRACE_MS })
  return whenExited(info)
}

/** One that nobody can find yet has the lock of all hosts already. */
async function endStarting(paths: Paths): Promise<boolean> {
  const deadline = performance.now() + START_WITHIN_MS
  while (await isLocked(hostLock(paths))) {
    const info = findHost(paths)
    if (info !== null) {
      return endRunning(info, null)
    }
    if (performance.now() > deadline) {
      return false
    }
    await delay(LOCK_POLL_EVERY_MS)
  }
  return true
}

async function isLocked(file: string): Promise<boolean> {
  if (!existsSync(file)) {
    return false
  }
  // Whoever only looks for a host waits for no database.
  const { holdInstanceLock } = await import('#server/platform/files/instanceLock.ts')
  try {
    const release = holdInstanceLock(file)
    release?.()
    return release === null
  } catch (error) {
    log.warn('the lock of the session host cannot be looked at', { error })
    return false
  }
}

async function refuseLate(withinMs: number): Promise<never> {
  await delay(withinMs, undefined, { ref: false })
  throw unreachable('it does not answer.')
}

/** Resolves when the very process is gone, or after `withinMs`; says which. */
export async function whenExited(info: ProcessIdentity, withinMs = ANSWER_WITHIN_MS): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (isSameProcess(info)) {
    if (performance.now() > deadline) {
      return false
    }
    await delay(POLL_EVERY_MS)
  }
  // A child of ours stays behind as a zombie unless we are still there when the system hands its end to us.
  await Promise.race([children.get(info.pid)?.exited, delay(REAPED_WITHIN_MS, undefined, { ref: false })])
  return true
}

/** Held by every host for as long as it lives. */
export function hostLock(paths: Pick<Paths, 'runDir'>): string {
  return path.join(paths.runDir, 'host.lock')
}

function startLog(paths: Paths): string {
  return path.join(paths.logDir, 'host-start.log')
}

/** The last lines of what a host said that could not start, bounded. */
function lastWords(paths: Paths): string {
  try {
    const text = readFileSync(startLog(paths), 'utf8').trim()
    const lines = text.split('\n').slice(-4).join(' ').slice(-600)
    return lines === '' ? `Its log is in ${paths.logDir}.` : `It said: ${lines}`
  } catch {
    return `Its log is in ${paths.logDir}.`
  }
}

const CANNOT_BE_REACHED = 'The session host cannot be reached:'

function unreachable(reason: string): HomeportError {
  return hostUnavailable(`${CANNOT_BE_REACHED} ${reason}`)
}
