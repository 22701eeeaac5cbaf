import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

/** A cold start on a runner of GitHub's takes its time. */
const READY_WITHIN_MS = 60_000
const LOOK_EVERY_MS = 200

/** What `npm run package` made, with a data directory to run it in. */
export class PackagedProgram {
  readonly commandLine: string
  readonly binary: string
  readonly dataDir: string

  /** @throws Error when there is no program in the folder. */
  constructor(folder: string, dataDir: string) {
    const command = find(folder, ['resources/bin/homeport', 'Homeport.app/Contents/Resources/bin/homeport'])
    this.commandLine = process.platform === 'win32' ? `${command}.cmd` : command
    this.binary = find(folder, ['homeport-desktop', 'Homeport.app/Contents/MacOS/Homeport', 'Homeport.exe'])
    this.dataDir = dataDir
  }

  /** A command, through a shell: Windows starts `.cmd` files in no other way. */
  run(args: readonly string[]): ChildProcess {
    const line = [this.commandLine, ...args, '--data-dir', this.dataDir].map((word) => `"${word}"`).join(' ')
    return spawn(line, { shell: true, stdio: ['ignore', 'pipe', 'inherit'], windowsHide: true })
  }

  /** The first line that a command prints. @throws Error when it ends or stays silent instead. */
  async ask(args: readonly string[]): Promise<string> {
    const child = this.run(args)
    if (child.stdout === null) {
      throw new Error('it has no output')
    }
    const silence = AbortSignal.timeout(READY_WITHIN_MS)
    return Promise.race([
      once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
      once(child, 'close').then(([code]) => {
        throw new Error(`"homeport ${args.join(' ')}" ended with ${String(code)}`)
      }),
      once(silence, 'abort').then(() => {
        throw new Error(`"homeport ${args.join(' ')}" says nothing`)
      }),
    ])
  }

  /** @throws Error when it cannot be stopped. */
  async stop(): Promise<void> {
    const [code] = await once(this.run(['stop']), 'exit')
    if (code !== 0) {
      throw new Error(`"homeport stop" ended with ${String(code)}`)
    }
  }

  /** The program as a person starts it, with its window. */
  open(args: readonly string[]): ChildProcess {
    const env = { ...process.env, HOMEPORT_DATA_DIR: this.dataDir, HOMEPORT_PORT: '0', HOMEPORT_VAULT: 'memory' }
    return spawn(this.binary, [...args], { env, stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true })
  }
}

/** Waits for something of a running program. @throws Error naming it when the program ends, or time runs out. */
export async function waitFor(
  what: string,
  program: ChildProcess,
  look: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (!(await look())) {
    if (Date.now() > deadline || program.exitCode !== null || program.signalCode !== null) {
      throw new Error(`there is no ${what}`)
    }
    await delay(LOOK_EVERY_MS)
  }
}

function find(folder: string, names: readonly string[]): string {
  const found = names.map((name) => path.resolve(folder, name)).find((file) => existsSync(file))
  if (found === undefined) {
    throw new Error(`there is no packaged Homeport in "${folder}"`)
  }
  return found
}
