import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { ServerInfo } from '#shared/operations/admin.ts'

export const root = path.join(import.meta.dirname, '../../..')

/** The built product's command line. */
export const CLI = path.join(root, 'dist/server/cli.js')

export interface ProductOptions {
  readonly dataDir: string
  readonly env?: NodeJS.ProcessEnv
  /** npm: through `npm start`, as a person does. */
  readonly through?: 'node' | 'npm'
}

export interface Product {
  readonly info: ServerInfo
  /** From the spawn to the line on stdout. */
  readonly readyMs: number
  readonly supervisorPid: number
  /** Another one-time link for a browser of this machine. */
  signInLink(): Promise<string>
  /** Stops gateway and host and waits for the end. */
  stop(): Promise<void>
}

/** A fresh data directory and home, removed by `remove`. */
export function temporaryDataDir(): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeport-bench-'))
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/**
 * Starts the built product headless on a free port and waits until it says that it is ready.
 * @throws Error with what it wrote to stderr when it ends before.
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const flags = ['--headless', '--json', '--port', '0', '--data-dir', options.dataDir]
  const started = performance.now()
  const child =
    options.through === 'npm'
      ? spawn('npm', ['start', '--silent', '--', ...flags], spawnOptions(options))
      : spawn(process.execPath, [CLI, 'start', ...flags], spawnOptions(options))
  const info = await readyLine(child)
  const readyMs = performance.now() - started
  const exited = once(child, 'exit')
  return {
    info,
    readyMs,
    supervisorPid: child.pid ?? 0,
    signInLink: async () => {
      // Where it runs already, the start only says how to get in.
      const again = spawn(process.execPath, [CLI, 'start', ...flags], spawnOptions(options))
      return (await readyLine(again)).sign_in_url
    },
    stop: async () => {
      const stop = spawn(process.execPath, [CLI, 'stop', '--data-dir', options.dataDir], spawnOptions(options))
      await once(stop, 'exit')
      await exited
    },
  }
}

function spawnOptions({ env }: ProductOptions) {
  return {
    cwd: root,
    env: { ...process.env, HOMEPORT_VAULT: 'memory', HOMEPORT_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  }
}

async function readyLine(child: ChildProcess): Promise<ServerInfo> {
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) {
    throw new Error('The product has no output to read.')
  }
  let said = ''
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const line = once(createInterface({ input: stdout }), 'line') as Promise<[string]>
  const gone = once(child, 'exit').then(([code]: unknown[]): never => {
    throw new Error(`Homeport ended with code ${String(code)} before it was ready:\n${said}`)
  })
  const [text] = await Promise.race([line, gone])
  gone.catch(() => {})
  return ServerInfo.parse(JSON.parse(text))
}
