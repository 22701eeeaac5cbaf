import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { claudeBinary } from '#test/bench/support/claudeBinary.ts'
import { makeElectronDistribution } from '#test/fakes/electronBinary/electronDistribution.ts'
import { root } from '#test/house/sourceTree.ts'
import { type PackageRun, asar, fuseTools, runPackaging } from '#test/support/package/electronBuilder.ts'
import { startServer } from '#test/support/server/server.ts'

/** The desktop program, packed by electron-builder around a stand-in of Electron: what people would install. */
const here = `${process.platform}-${process.arch}`
const MEGABYTE = 1024 * 1024
let folder: string
let run: PackageRun
let program: string
let archive: string
let files: string[]

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'homeport-package-'))
  makeElectronDistribution(path.join(folder, 'electron'))
  run = await runPackaging(['--linux', '--dir', `-c.directories.output=${path.join(folder, 'release')}`], {
    env: {
      ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'electron'),
      HOMEPORT_UPDATE_URL: 'https://updates.example/homeport',
    },
  })
  program = path.join(folder, 'release/linux-unpacked')
  archive = path.join(program, 'resources/app.asar')
  files = run.code === 0 ? listFiles() : []
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('it is packed without a download and without a complaint', () => {
  expect(run.output).not.toMatch(/⨯|downloading/)
  expect(run.code).toBe(0)
})

test("the tray's pictures lie beside the archive, where a panel in another process can read them", () => {
  const pictures = readdirSync(path.join(program, 'resources/tray'), { recursive: true }).map(String)
  expect(pictures).toContain(path.join('linux', 'needs-you-dark-panel@2x.png'))
  expect(pictures.filter((name) => name.endsWith('.svg'))).toEqual([])
})

test('it holds the build, the packages with native code and what they need, the licence, and nothing else', () => {
  const allowed =
    /^(package\.json|LICENSE|dist\/(main|renderer|server)\/.+|node_modules\/(better-sqlite3|keytar|@vscode\/ripgrep[\w-]*|@lydell\/node-pty[\w-]*|@parcel\/watcher[\w-]*|detect-libc|is-extglob|is-glob|picomatch)\/.+)$/
  expect(files.filter((file) => !allowed.test(file))).toEqual([])
  for (const needed of [
    'main/main.js',
    'server/cli.js',
    'server/gateway.js',
    'server/host.js',
    'renderer/index.html',
  ]) {
    expect(files).toContain(`dist/${needed}`)
  }
})

test('no sources, no source maps, no headers, no compiler input', () => {
  expect(files.filter((file) => /\.(tsx?|map|cc|cpp|hpp|h|gyp|c|o|a|md)$/i.test(file) && !/LICEN/.test(file))).toEqual(
    [],
  )
})

test("native code is this system's only, lies outside the archive, and loads", () => {
  const native = files.filter((file) => file.endsWith('.node'))
  expect(native.toSorted((left, right) => left.localeCompare(right))).toEqual([
    `node_modules/@lydell/node-pty-${here}/pty.node`,
    expect.stringMatching(`^node_modules/@parcel/watcher-${here}(-glibc|-musl)?/watcher\\.node$`),
    `node_modules/better-sqlite3/prebuilds/${here}.node`,
    `node_modules/keytar/prebuilds/${here}/keytar.node`,
  ])
  for (const file of native) {
    const unpacked = path.join(`${archive}.unpacked`, file)
    expect(asar.statFile(archive, file).unpacked).toBe(true)
    expect(() => execFileSync(process.execPath, ['-e', 'require(process.argv[1])', unpacked])).not.toThrow()
  }
  const spawned = listUnpacked().filter((file) => /spawn-helper$|\.exe$/.test(file))
  expect(spawned.filter((file) => (statSync(file).mode & 0o111) !== 0o111)).toEqual([])
})

test('every file in the archive carries the hash that Electron checks', () => {
  asar.extractAll(archive, path.join(folder, 'extracted'))
  const wrong = files.filter((file) => {
    const { integrity } = asar.statFile(archive, file)
    const content = readFileSync(path.join(folder, 'extracted', file))
    return integrity?.hash !== createHash('sha256').update(content).digest('hex')
  })
  expect(wrong).toEqual([])
})

test('the fuses are as strict as they go; only running as Node stays on', async () => {
  const names = fuseTools.FuseV1Options
  const wire = await fuseTools.getCurrentFuseWire(path.join(program, 'homeport-desktop'))
  const on = Object.entries(wire)
    .filter(([fuse, state]) => /^\d+$/.test(fuse) && state === '1'.charCodeAt(0))
    .map(([fuse]) => String(names[fuse]))
  expect(on.toSorted((a, b) => a.localeCompare(b))).toEqual([
    'EnableCookieEncryption',
    'EnableEmbeddedAsarIntegrityValidation',
    'OnlyLoadAppFromAsar',
    'RunAsNode',
  ])
})

test('the tray finds its pictures beside the archive', () => {
  const pictures = readdirSync(path.join(program, 'resources/tray'), { recursive: true, encoding: 'utf8' })
  expect(pictures).toContain(path.join('linux', 'idle-dark-panel.png'))
  expect(pictures.filter((file) => !/^(linux|mac|windows)([/\\][\w@-]+\.(png|ico))?$/.test(file))).toEqual([])
})

test('it brings the texts of one language and knows where updates come from', () => {
  expect(readdirSync(path.join(program, 'locales'))).toEqual(['en-US.pak'])
  const source = readFileSync(path.join(program, 'resources/app-update.yml'), 'utf8')
  expect(source).toContain('provider: generic\nurl: https://updates.example/homeport\n')
})

// The program that searches files, ripgrep, is 6 MB of it.
test('without Electron it is smaller than 30 MB', () => {
  const size = sizeOf(path.join(program, 'resources'))
  process.stdout.write(`packaged in ${run.tookMs} ms; without Electron ${(size / MEGABYTE).toFixed(1)} MB\n`)
  expect(size).toBeLessThan(30 * MEGABYTE)
})

test('the binary is no Node unless it is told to be, and drops what its fuses drop', () => {
  const binary = path.join(program, 'homeport-desktop')
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env
  expect(spawnSync(binary, ['-e', ''], { env }).status).toBe(66)
  const print = 'process.stdout.write(JSON.stringify({ ...process.env, v: process.versions.electron }))'
  const strays = { NODE_OPTIONS: '--no-deprecation', NODE_EXTRA_CA_CERTS: '/company.pem', ELECTRON_RUN_AS_NODE: '1' }
  const { stdout } = spawnSync(binary, ['-e', print], { env: { ...env, ...strays }, encoding: 'utf8' })
  const seen = JSON.parse(stdout) as Record<string, string>
  expect(seen).toMatchObject({ v: expect.stringMatching(/^\d+\./), ELECTRON_RUN_AS_NODE: '1' })
  expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['NODE_OPTIONS']))
  expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['NODE_EXTRA_CA_CERTS']))
})

test('the program that the workflows try packages with finds that it works, and says when it does not', () => {
  expect(smoke(program)).toMatchObject({ status: 0, stdout: 'smoke: it serves its page, and stops.\n' })
  const wrong = smoke(folder)
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('no packaged Homeport') })
})

test('what is packed serves a real session, started by its own command line', async () => {
  const authorities = path.join(folder, 'company.pem')
  writeFileSync(authorities, '')
  const server = await startServer({
    command: [path.join(program, 'resources/bin/homeport')],
    env: { NODE_EXTRA_CA_CERTS: authorities },
  })
  onTestFinished(() => server.close())
  const status = () => server.program.call<{ source: string | null }>('GET', '/api/claude/status')
  // It brings no Claude Code of its own: the one that the person installed is found.
  expect(await status()).not.toMatchObject({ source: 'package' })
  mkdirSync(path.join(server.home, '.local/bin'), { recursive: true })
  symlinkSync(claudeBinary(), path.join(server.home, '.local/bin/claude'))

  const session = await server.program.createSession(server.folder('boat'))
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  const followed = await viewer.follow(session.id)
  await viewer.turn(session.id, '@text The boat floats.')

  expect(followed.events.find(({ type }) => type === 'claude_response')).toMatchObject({ content: 'The boat floats.' })
  // Past the fuse that takes it from Homeport itself.
  expect(environmentsOf(server.serverProcesses.matching(/stream-json/))).toEqual([
    expect.objectContaining({ NODE_EXTRA_CA_CERTS: authorities }),
  ])
  const page = await fetch(server.info.local_url)
  expect(await page.text()).toContain('<title>Homeport</title>')
  expect(server.serverProcesses.matching(/app\.asar\/dist\/server\/(gateway|host)\.js/)).toHaveLength(2)
  expect((await server.homeport('stop')).stdout).toContain('stopped')
})

function smoke(place: string) {
  return spawnSync(process.execPath, [path.join(root, '.setup/smoke.ts'), place], { encoding: 'utf8' })
}

function listFiles(): string[] {
  return asar
    .listPackage(archive, { isPack: false })
    .map((file) => file.replaceAll('\\', '/').slice(1))
    .filter((file) => asar.statFile(archive, file).size !== undefined)
    .toSorted()
}

function listUnpacked(): string[] {
  const unpacked = `${archive}.unpacked`
  return readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).map((file) => path.join(unpacked, file))
}

function sizeOf(place: string): number {
  const stats = statSync(place)
  return stats.isDirectory()
    ? readdirSync(place).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0)
    : stats.size
}

function environmentsOf(processes: readonly { readonly pid: number }[]): Record<string, string>[] {
  return processes.map(({ pid }) =>
    Object.fromEntries(
      readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    ),
  )
}
