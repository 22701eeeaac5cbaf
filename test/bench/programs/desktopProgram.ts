import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectToRunningServer } from '#server/index.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import { root } from '../support/product.ts'

const STAND_IN = path.join(root, 'test/fakes/electron/standIn.ts')

export interface DesktopProgramOptions {
  readonly dataDir: string
  readonly env: Readonly<Record<string, string>>
  /** Its window, in a Chromium; else it starts hidden. */
  readonly withWindow: boolean
}

/** The built desktop program on the double of Electron, in a process of its own. */
export interface DesktopProgram {
  readonly pid: number
  /** From loading it to a page that can be used; null without a window. */
  readonly usableMs: number | null
  readonly info: ServerInfo
  /** SIGKILL: its gateway ends with it, the host goes on. */
  kill(): Promise<void>
}

export async function startDesktop({ dataDir, env, withWindow }: DesktopProgramOptions): Promise<DesktopProgram> {
  const child = spawn(process.execPath, [STAND_IN, ...(withWindow ? [] : ['--hidden'])], {
    cwd: root,
    env: {
      ...process.env,
      HOMEPORT_VAULT: 'file',
      HOMEPORT_LOG_LEVEL: 'warn',
      HOMEPORT_PORT: '0',
      HOMEPORT_DATA_DIR: dataDir,
      ...(withWindow ? { HOMEPORT_STAND_IN_WINDOW: '1' } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    windowsHide: true,
  })
  const exited = once(child, 'exit')
  const usableMs = withWindow ? await saidMs(child.stdout, 'usable') : null
  const info = await whenServing(dataDir)
  return {
    pid: child.pid ?? 0,
    usableMs,
    info,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
      while (connectToRunningServer(dataDir) !== null) {
        await sleep(LOOK_EVERY_MS)
      }
    },
  }
}

const LOOK_EVERY_MS = 10

async function saidMs(output: NodeJS.ReadableStream, event: string): Promise<number> {
  for await (const line of createInterface({ input: output })) {
    const said = JSON.parse(line) as { event: string; ms: number }
    if (said.event === event) {
      return said.ms
    }
  }
  throw new Error('The desktop program ended before it could be used.')
}

async function whenServing(dataDir: string): Promise<ServerInfo> {
  for (;;) {
    const info = await connectToRunningServer(dataDir)
      ?.call('server.info', {})
      .catch(() => null)
    if (info && info.host_pid > 0) {
      return info
    }
    await sleep(LOOK_EVERY_MS)
  }
}
