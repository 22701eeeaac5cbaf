import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { ServerInfo } from '#shared/operations/admin.ts'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { type MessagesApi, startMessagesApi } from '#server/demo/api/messagesApi.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { readRunFile } from '#server/platform/files/runFile.ts'
import { serverOf } from '#server/processes/controlClient.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { killTree } from '#server/platform/processes/processTree.ts'
import { type ServerProcesses, serverProcessesOf } from './serverProcesses.ts'
import { type Program, signInProgram } from './program.ts'
import { compileCache } from './compileCache.ts'
import { homeportFile } from './homeport.ts'

const HOMEPORT = [process.execPath, homeportFile]
const READY_MS = 20_000
/** More than all that a stop may take by itself: sessions that are suspended, a host that has to be ended by signals. */
const STOP_MS = 45_000
/** Of each log, in the words of a failure. */
const TOLD_BYTES = 3_000

export interface ServerOptions {
  readonly vault?: 'memory' | 'file' | 'keychain'
  /** The Claude token to sign in with; null: nobody is signed in. A token that works when absent. */
  readonly token?: string | null
  readonly demo?: boolean
  /** The person's home folder, made for the occasion and removed after; a fresh one when absent. */
  readonly home?: string
  /** Milliseconds per token of the stand-in. */
  readonly token_ms?: number
  readonly env?: Readonly<Record<string, string>>
  /** The program that is `homeport`, with its first arguments; the checkout's own when absent. */
  readonly command?: readonly string[]
}

/** What one command said. */
export interface Said {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * A real Homeport, started through its own entry point, with a home folder, a data directory and a stand-in of the
 * Messages API of its own.
 */
export interface TestServer {
  readonly info: ServerInfo
  /** The home folder of the person: holds the data directory and the projects. */
  readonly home: string
  readonly dataDir: string
  readonly api: MessagesApi
  /** Every process that this Homeport and its sessions ever started and that still runs. */
  readonly serverProcesses: ServerProcesses
  /** Signed in with the link of the first start. */
  readonly program: Program
  /** Makes a project folder of the person. */
  readonly folder: (name: string) => string
  /** Runs `homeport …` on the same data directory. */
  readonly homeport: (...args: string[]) => Promise<Said>
  /** The same on another one. */
  readonly homeportAt: (dataDir: string, ...args: string[]) => Promise<Said>
  /** A fresh one-time link: what `homeport start` on a running server asks for and prints (start/commands.test.ts), without a program. */
  readonly signInLink: () => Promise<string>
  /** Everything the server wrote to stderr so far. */
  readonly stderr: () => string
  /** Resolves with the supervisor's exit code. */
  readonly ended: Promise<number | null>
  /** Starts it again on the same data directory, port and home, after it ended. */
  readonly restart: () => Promise<void>
  /** Stops it, removes everything; fails when a process was left. Idempotent. */
  readonly close: () => Promise<void>
}

/** @throws Error with the server's stderr when it does not become ready. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const home = makeHome(options.home)
  const dataDir = path.join(home, '.homeport')
  const serverProcesses = serverProcessesOf(home)
  mkdirSync(path.join(home, 'tmp'))
  const api = await startMessagesApi({ token_ms: options.token_ms ?? 2 })
  const env = environmentOf({ home, apiUrl: api.url, options })
  const command = options.command ?? HOMEPORT
  const flags = ['--headless', '--json', '--data-dir', dataDir, ...(options.demo === true ? ['--demo'] : [])]
  let running: Running

  const close = async () => {
    const { left, how } = await stop(running.child, serverProcesses)
    const logs = left.length > 0 ? ['gateway', 'host'].map((name) => endOfLog(dataDir, name)) : []
    await api.close()
    await serverProcesses.kill()
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    if (left.length > 0) {
      throw new Error(
        [`Processes were left after the stop, which ${how}:`, ...left, running.stderr(), ...logs].join('\n'),
      )
    }
  }

  try {
    running = await startCommand([...command, 'start', '--port', '0', ...flags], env)
  } catch (error) {
    await api.close()
    await serverProcesses.kill()
    rmSync(home, { recursive: true, force: true })
    throw error
  }
  const homeportAt = (folder: string, ...args: string[]) => runCommand([...command, ...args, '--data-dir', folder], env)
  const homeport = (...args: string[]) => homeportAt(dataDir, ...args)
  let closed: Promise<void> | undefined
  try {
    const program = await signInProgram(running.info)
    if (options.token !== null && options.demo !== true) {
      await program.call('PUT', '/api/claude/token', { token: options.token ?? DEMO_TOKEN })
    }
    return {
      get info() {
        return running.info
      },
      get ended() {
        return running.ended
      },
      home,
      dataDir,
      api,
      serverProcesses,
      program,
      homeport,
      homeportAt,
      folder: (name) => {
        const folder = path.join(home, 'projects', name)
        mkdirSync(folder, { recursive: true })
        return folder
      },
      signInLink: () => signInLinkOf(dataDir),
      stderr: () => running.stderr(),
      restart: async () => {
        const port = new URL(running.info.local_url).port
        running = await startCommand([...command, 'start', '--port', port, ...flags], env)
      },
      close: () => (closed ??= close()),
    }
  } catch (error) {
    await close().catch(() => {})
    throw error
  }
}

function makeHome(wanted: string | undefined): string {
  if (wanted === undefined) {
    return realpathSync(mkdtempSync(path.join(tmpdir(), 'homeport-e2e-')))
  }
  // Not one that is there already: it is removed at the end.
  mkdirSync(wanted)
  return realpathSync(wanted)
}

interface Running {
  readonly info: ServerInfo
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  stderr(): string
}

/** Nothing of the machine's own environment gets in but the search path. */
function environmentOf(facts: { home: string; apiUrl: string; options: ServerOptions }): Record<string, string> {
  const { home, apiUrl, options } = facts
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: home,
    TMPDIR: path.join(home, 'tmp'),
    SHELL: '/bin/sh',
    LANG: 'C.UTF-8',
    // Each server is two or three programs of some 500 files: read once, not at every start.
    ...compileCache,
    HOMEPORT_VAULT: options.vault ?? 'memory',
    HOMEPORT_LOG_LEVEL: 'debug',
    ...(options.demo === true ? {} : { HOMEPORT_ANTHROPIC_BASE_URL: apiUrl }),
    ...options.env,
  }
}

async function startCommand([program = '', ...args]: readonly string[], env: Record<string, string>): Promise<Running> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    ended.then((code) => `It ended with ${String(code)}.`),
    once(AbortSignal.timeout(READY_MS), 'abort').then(() => `Not ready after ${READY_MS} ms.`),
  ])
  if (!line.startsWith('{')) {
    child.kill('SIGKILL')
    throw new Error(`Homeport did not start: ${line}\n${stderr}`)
  }
  return { info: ServerInfo.parse(JSON.parse(line)), child, ended, stderr: () => stderr }
}

async function runCommand([program = '', ...args]: readonly string[], env: Record<string, string>): Promise<Said> {
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: READY_MS,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}

/** @throws Error when no server runs there, HomeportError as it answers. */
async function signInLinkOf(dataDir: string): Promise<string> {
  const info = readRunFile(resolvePaths(dataDir).gatewayRun)
  if (info === null) {
    throw new Error('There is no server that could make a sign-in link.')
  }
  return (await serverOf(info).call('server.info', {})).sign_in_url
}

interface Stop {
  /** The processes that it left behind, in words. */
  readonly left: string[]
  readonly how: string
}

async function stop(child: ChildProcess, serverProcesses: ServerProcesses): Promise<Stop> {
  const begun = performance.now()
  const isGone = () => child.exitCode !== null || child.signalCode !== null
  if (!isGone()) {
    child.kill('SIGTERM')
    await Promise.race([once(child, 'exit'), once(AbortSignal.timeout(STOP_MS), 'abort')])
  }
  const took = `${Math.round(performance.now() - begun)} ms`
  const how = isGone()
    ? `took ${took} and ended with ${child.signalCode ?? `code ${child.exitCode}`}`
    : `was forced after ${took}`
  if (!isGone() && child.pid !== undefined) {
    await killTree({ pid: child.pid, started: processStartMark(child.pid) }, { graceMs: 0 })
  }
  return { left: serverProcesses.describe(), how }
}

function endOfLog(dataDir: string, name: string): string {
  const file = path.join(dataDir, 'logs', `${name}.log`)
  return `--- ${name}.log\n${existsSync(file) ? readFileSync(file, 'utf8').slice(-TOLD_BYTES) : 'There is none.'}`
}
