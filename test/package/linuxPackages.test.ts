import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeElectronDistribution } from '#test/fakes/electronBinary/electronDistribution.ts'
import { root } from '#test/house/sourceTree.ts'
import { complaintsAbout } from '#test/support/desktop/desktopEntries.ts'
import { type PackageRun, builderTemplate, runPackaging } from '#test/support/package/electronBuilder.ts'

/** The packages for Linux, built from a zip of the sources: there is no .git to ask. Stand-ins take the place of fpm and AppImage's tools. */
let folder: string
let run: PackageRun
let asked: { args: string[]; files: Record<string, string> }

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'homeport-deb-'))
  makeElectronDistribution(path.join(folder, 'electron'))
  run = await runPackaging(['--linux', 'deb', 'AppImage', `-c.directories.output=${path.join(folder, 'release')}`], {
    env: {
      ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'electron'),
      CUSTOM_FPM_PATH: makeFpm(),
      FPM_RECORD: path.join(folder, 'fpm.json'),
      APPIMAGE_TOOLS_PATH: makeAppImageTools(),
      APPIMAGE_STAGE: path.join(folder, 'stage'),
    },
    cwd: sourcesWithoutGit(),
  })
  asked = run.code === 0 ? (JSON.parse(readFileSync(path.join(folder, 'fpm.json'), 'utf8')) as typeof asked) : asked
}, 90_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const valueOf = (flag: string) => asked.args[asked.args.indexOf(flag) + 1]
const valuesOf = (flag: string) => asked.args.flatMap((word, at) => (word === flag ? [asked.args[at + 1]] : []))

test('it is built without a repository, and says whose it is', () => {
  expect(run.output).not.toContain('⨯')
  expect(run.code).toBe(0)
  const told = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, string>
  expect(valueOf('--url')).toBe(told['homepage'])
  expect(valueOf('--maintainer')).toBe(told['author'])
  expect(told['author']).toMatch(/^[^<]+ <\S+@\S+>$/)
  expect(valueOf('--name')).toBe('homeport')
})

test('it asks for all that Electron loads and for the C library that the database was built for', () => {
  expect(valuesOf('-d')).toEqual(expect.arrayContaining(['libgtk-3-0', 'libasound2', 'libgbm1', 'libc6 (>= 2.34)']))
})

test('Chromium’s helper keeps its mark, whatever root may do; the rest of the script is electron-builder’s', () => {
  const script = asked.files['--after-install'] ?? ''
  expect(script).toContain("chmod 4755 '/opt/Homeport/chrome-sandbox'")
  expect(script).not.toMatch(/unshare|chmod 0755/)
  const lines = builderTemplate('linux/after-install.tpl')
    .replace(/# Check if user namespaces[^]*?\nfi\n/, '')
    .replaceAll('${executable}', 'homeport-desktop')
    .replaceAll('${sanitizedProductName}', 'Homeport')
    .split('\n')
    .filter((line) => line.trim() !== '')
  expect(lines.filter((line) => !script.includes(line))).toEqual([])
  expect(spawnSync('sh', ['-n'], { input: script }).status).toBe(0)
})

test('the desktop knows it by its entry: homeport: links, its window, its icon', () => {
  const entry = asked.files['desktop'] ?? ''
  expect(entry.split('\n')).toEqual(
    expect.arrayContaining([
      'Exec=/opt/Homeport/homeport-desktop %U',
      'MimeType=x-scheme-handler/homeport;',
      'StartupWMClass=homeport-desktop',
      'Icon=homeport-desktop',
    ]),
  )
  const file = path.join(folder, 'homeport-desktop.desktop')
  writeFileSync(file, entry)
  expect(complaintsAbout([file])).toBe('')
})

test('the AppImage is made with the static runtime, and starts without a sandbox only where there can be none', () => {
  const image = readdirSync(path.join(folder, 'release')).find((name) => name.endsWith('.AppImage')) ?? ''
  expect(readFileSync(path.join(folder, 'release', image), 'utf8')).toMatch(/^runtime/)
  const launcher = readFileSync(path.join(folder, 'stage/AppRun'), 'utf8')
  expect(launcher).toContain('unshare -Ur true')
  const entry = readFileSync(path.join(folder, 'stage/homeport-desktop.desktop'), 'utf8')
  expect(entry).toMatch(/^Exec=AppRun %U$/m)
  expect(complaintsAbout([path.join(folder, 'stage/homeport-desktop.desktop')])).toBe('')
})

function sourcesWithoutGit(): string {
  const sources = path.join(folder, 'homeport-main')
  mkdirSync(sources)
  for (const name of ['.setup', 'package.json', 'electron-builder.yml', 'LICENSE', 'resources', 'dist']) {
    cpSync(path.join(root, name), path.join(sources, name), {
      recursive: true,
      filter: (file) => !file.startsWith(path.join(root, '.setup/node')),
    })
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(sources, 'node_modules'))
  expect(existsSync(path.join(sources, '.git'))).toBe(false)
  return sources
}

/** The tools of the static runtime alone: electron-builder's other ones lie elsewhere, and would be looked for in vain. */
function makeAppImageTools(): string {
  const tools = path.join(folder, 'tools')
  const runtimeArch = process.arch === 'arm64' ? 'arm64' : 'x64'
  for (const inside of ['runtimes', `lib/${runtimeArch}`]) {
    mkdirSync(path.join(tools, inside), { recursive: true })
  }
  writeFileSync(path.join(tools, 'runtimes', `runtime-${runtimeArch}`), 'runtime')
  writeFileSync(path.join(tools, 'desktop-file-validate'), '#!/bin/sh\n', { mode: 0o755 })
  const keep =
    '#!/bin/sh\nmkdir "$APPIMAGE_STAGE" && cp "$1"/AppRun "$1"/*.desktop "$APPIMAGE_STAGE" && echo squashed > "$2"\n'
  writeFileSync(path.join(tools, 'mksquashfs'), keep, { mode: 0o755 })
  return tools
}

/** Writes down what it was asked, with the files that are gone afterwards, and makes a package of nothing. */
function makeFpm(): string {
  const file = path.join(folder, 'fpm')
  writeFileSync(
    file,
    `#!${process.execPath}
const fs = require('node:fs')
const args = process.argv.slice(2)
const read = (flag) => fs.readFileSync(args[args.indexOf(flag) + 1], 'utf8')
const entry = args.find((word) => word.includes('=/usr/share/applications/')).split('=/usr/')[0]
const files = { '--after-install': read('--after-install'), '--after-remove': read('--after-remove'), desktop: fs.readFileSync(entry, 'utf8') }
fs.writeFileSync(process.env.FPM_RECORD, JSON.stringify({ args, files }))
fs.writeFileSync(args[args.indexOf('--package') + 1], '')
`,
    { mode: 0o755 },
  )
  return file
}
