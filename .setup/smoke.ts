import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

/**
 * `node .setup/smoke.ts FOLDER`: starts what `npm run package` made (`release/linux-unpacked`, `release/mac`,
 * `release/win-unpacked`) by its own command line, with Electron's real binary run as Node: gateway, host, native
 * modules and page out of the archive. Exit code 1 says what does not work.
 */
const READY_WITHIN_MS = 60_000

const dataDir = mkdtempSync(path.join(tmpdir(), 'homeport-smoke-'))
const homeport = commandLine(process.argv[2] ?? '')
try {
  const server = run(['serve', '--demo', '--json', '--port', '0', '--vault', 'memory'])
  const url = await addressOf(server)
  await expectPage(`${url}/ready`, '"ready"')
  await expectPage(url, '<title>Homeport</title>')
  await stop()
  process.stdout.write(`smoke: ${homeport} serves its page, and stops.\n`)
} catch (error) {
  process.stderr.write(`smoke: ${homeport} does not work: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
  await stop().catch(() => {})
} finally {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}

function commandLine(folder: string): string {
  const places = ['resources/bin/homeport', 'Homeport.app/Contents/Resources/bin/homeport']
  const found = places.map((place) => path.resolve(folder, place)).find((place) => existsSync(place))
  if (found === undefined) {
    process.stderr.write(`smoke: there is no packaged Homeport in "${folder}".\n`)
    process.exit(1)
  }
  return process.platform === 'win32' ? `${found}.cmd` : found
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
