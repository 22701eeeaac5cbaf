import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PackagedProgram, waitFor } from './packagedProgram.ts'
import { countVisibleWindows } from './visibleWindows.ts'

/**
 * `node .setup/smoke.ts FOLDER [--window]`: starts what `npm run package` made (`release/linux-unpacked`, `release/mac`,
 * `release/win-unpacked`) by its own command line, with Electron's real binary run as Node: gateway, host, native
 * modules and page out of the archive. With `--window` then also as a person would: with its window, with
 * `--no-sandbox`, and with a settings file that it cannot read. On Linux that needs a display and xdotool. Exit code 1
 * says what does not work.
 */
const folder = process.argv[2] ?? ''
const withWindow = process.argv.includes('--window')

await attempt('serves its page, and stops', serves)
if (withWindow) {
  await attempt('shows its page', (program) => showsPage(program, []))
  await attempt('shows its page without a sandbox, too', (program) => showsPage(program, ['--no-sandbox']))
  await attempt('says in a window that its settings cannot be read', recovers)
}

/** Each in a data directory of its own; what fails does not hide the rest. */
async function attempt(what: string, work: (program: PackagedProgram) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeport-smoke-'))
  try {
    await work(new PackagedProgram(folder, dataDir))
    process.stdout.write(`smoke: it ${what}.\n`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`smoke: NOT TRUE that it ${what}: ${reason}\n`)
    process.exitCode = 1
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

async function serves(program: PackagedProgram): Promise<void> {
  try {
    const url = addressIn(await program.ask(['serve', '--demo', '--json', '--port', '0', '--vault', 'memory']))
    await expectPage(`${url}/ready`, '"ready"')
    await expectPage(url, '<title>Homeport</title>')
  } finally {
    await program.stop()
  }
}

/** Its window can be seen, and the page in it lives: it has a connection beside the program's own. */
async function showsPage(program: PackagedProgram, args: readonly string[]): Promise<void> {
  const running = program.open(args)
  const { pid = 0 } = running
  try {
    await waitFor('server', running, () => existsSync(path.join(program.dataDir, 'run/gateway.json')))
    const url = addressIn(await program.ask(['start', '--headless', '--json']))
    await expectPage(url, '<title>Homeport</title>')
    await waitFor('window', running, () => countVisibleWindows(pid) > 0)
    await waitFor('living page in the window', running, async () => (await connections(url)) >= 2)
  } finally {
    running.kill()
    await program.stop()
  }
}

async function recovers(program: PackagedProgram): Promise<void> {
  writeFileSync(path.join(program.dataDir, 'settings.yaml'), 'port: [\n')
  const running = program.open([])
  const { pid = 0 } = running
  try {
    await waitFor('window', running, () => countVisibleWindows(pid) > 0)
    if (existsSync(path.join(program.dataDir, 'run/gateway.json'))) {
      throw new Error('it serves, with settings that it cannot read')
    }
  } finally {
    running.kill()
  }
}

async function connections(url: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`)
  const text = await answer.text()
  return Number(/^homeport_websocket_connections (\d+)$/m.exec(text)?.[1] ?? 0)
}

function addressIn(line: string): string {
  const url = /"local_url":"([^"]+)"/.exec(line)?.[1]
  if (url === undefined) {
    throw new Error(`it says ${line}`)
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
