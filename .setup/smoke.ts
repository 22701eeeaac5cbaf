import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * `node .setup/smoke.ts FOLDER [--window]`: starts what `npm run package` made (`release/linux-unpacked`, `release/mac`,
 * `release/win-unpacked`) by its own command line, with Electron's real binary run as Node: gateway, host, native
 * modules and page out of the archive. With `--window` then also as a person would, with its window: on Linux that
 * needs a display. Exit code 1 says what does not work.
 */
const READY_WITHIN_MS = 60_000

const dataDir = mkdtempSync(path.join(tmpdir(), 'homeport-smoke-'))
const folder = process.argv[2] ?? ''
const homeport = commandLine()
try {
  const server = run(['serve', '--demo', '--json', '--port', '0', '--vault', 'memory'])
  const url = await addressOf(server)
  await expectPage(`${url}/ready`, '"ready"')
  await expectPage(url, '<title>Homeport</title>')
  await stop()
  process.stdout.write(`smoke: ${homeport} serves its page, and stops.\n`)
  if (process.argv.includes('--window')) {
    await tryWindow()
  }
} catch (error) {
  process.stderr.write(`smoke: ${homeport} does not work: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
  await stop().catch(() => {})
} finally {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}

function commandLine(): string {
  const places = ['resources/bin/homeport', 'Homeport.app/Contents/Resources/bin/homeport']
  const found = places.map((place) => path.resolve(folder, place)).find((place) => existsSync(place))
  if (found === undefined) {
    process.stderr.write(`smoke: there is no packaged Homeport in "${folder}".\n`)
    process.exit(1)
  }
  return process.platform === 'win32' ? `${found}.cmd` : found
}

/** The program with its window starts a server of its own; the command line finds it. */
async function tryWindow(): Promise<void> {
  const names = ['homeport-desktop', 'Homeport.app/Contents/MacOS/Homeport', 'Homeport.exe']
  const program = names.map((name) => path.resolve(folder, name)).find((file) => existsSync(file)) ?? folder
  const env = { ...process.env, HOMEPORT_DATA_DIR: dataDir, HOMEPORT_PORT: '0', HOMEPORT_VAULT: 'memory' }
  const desktop = spawn(program, [], { env, stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true })
  try {
    const deadline = Date.now() + READY_WITHIN_MS
    while (!existsSync(path.join(dataDir, 'run/gateway.json'))) {
      if (Date.now() > deadline || desktop.exitCode !== null) {
        throw new Error(`${program} starts no server`)
      }
      await delay(200)
    }
    // Says where it runs already.
    const url = await addressOf(run(['start', '--headless', '--json']))
    await expectPage(url, '<title>Homeport</title>')
    process.stdout.write(`smoke: ${program} serves its page, too.\n`)
  } finally {
    desktop.kill()
    await stop()
  }
}

/** Through a shell: Windows starts `.cmd` files in no other way. */
function run(args: readonly string[]): ChildProcess {
  const line = [homeport, ...args, '--data-dir', dataDir].map((word) => `"${word}"`).join(' ')
  return spawn(line, { shell: true, stdio: ['ignore', 'pipe', 'inherit'], windowsHide: true })
}

async function stop(): Promise<void> {
  const code: unknown = (await once(run(['stop']), 'exit'))[0]
  if (code !== 0) {
    throw new Error(`"homeport stop" ended with ${String(code)}`)
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) {
    throw new Error('it has no output')
  }
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    once(child, 'exit').then(([code]) => `it ended with ${String(code)}`),
    once(AbortSignal.timeout(READY_WITHIN_MS), 'abort').then(() => 'it says nothing'),
  ])
  const url = /"local_url":"([^"]+)"/.exec(line)?.[1]
  if (url === undefined) {
    throw new Error(line)
  }
  return url
}

async function expectPage(url: string, words: string): Promise<void> {
  const answer = await fetch(url)
  const text = await answer.text()
  if (!answer.ok || !text.includes(words)) {
    throw new Error(`${url} answers ${answer.status}, without ${words}`)
  }
}
