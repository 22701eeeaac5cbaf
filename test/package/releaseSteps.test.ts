import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { runScript, scriptOf } from '#test/support/package/workflowSteps.ts'

/** The shell steps of release.yml, run on files as the builds of the three systems leave them. */
const RECORD_GH = String.raw`printf '%s\n' "$@" > "$RECORD"`

describe.skipIf(process.platform === 'win32')('a draft of a release', () => {
  test.each(['latest-mac.yml', 'beta-mac.yml', 'alpha-mac.yml'])(
    'offers both kinds of Macs their own build in %s',
    (list) => {
      const { folder, run } = setup({
        'installers-macos-15-intel': { [list]: macList('x64'), 'Homeport-1.2.3-mac-x64.zip': 'intel' },
        'installers-macos-15': { [list]: macList('arm64'), 'Homeport-1.2.3-mac-arm64.zip': 'apple' },
      })
      expect(run('v1.2.3')).toMatchObject({ status: 0, stderr: '' })
      const merged = parse(readFileSync(path.join(folder, 'draft', list), 'utf8')) as { files: { url: string }[] }
      expect(merged.files.map(({ url }) => url).toSorted()).toEqual([
        'Homeport-1.2.3-mac-arm64.dmg',
        'Homeport-1.2.3-mac-arm64.zip',
        'Homeport-1.2.3-mac-x64.dmg',
        'Homeport-1.2.3-mac-x64.zip',
      ])
      expect(merged).toMatchObject({ version: '1.2.3', sha512: 'sum-x64' })
    },
  )

  test('holds every file of every system, with its hash', () => {
    const { folder, run } = setup({
      'installers-ubuntu-24.04': { 'latest-linux.yml': 'l', 'a.AppImage': 'x64' },
      'installers-ubuntu-24.04-arm': { 'latest-linux-arm64.yml': 'l', 'b.AppImage': 'arm64' },
      'installers-windows-2025': { 'latest.yml': 'w', 'beta.yml': 'w', 'c.exe': 'w' },
    })
    expect(run('v1.2.3').status).toBe(0)
    const names = readdirSync(path.join(folder, 'draft')).toSorted()
    expect(names).toEqual([
      'SHA256SUMS',
      'a.AppImage',
      'b.AppImage',
      'beta.yml',
      'c.exe',
      'latest-linux-arm64.yml',
      'latest-linux.yml',
      'latest.yml',
    ])
    const sums = readFileSync(path.join(folder, 'draft/SHA256SUMS'), 'utf8')
    expect(sums).toContain(`${createHash('sha256').update('arm64').digest('hex')}  b.AppImage`)
    expect(sums.trim().split('\n')).toHaveLength(names.length - 1)
  })

  test.each([
    ['v1.2.3', '--latest'],
    ['v1.3.0-beta.1', '--prerelease'],
    ['v2.0.0-alpha.7', '--prerelease'],
  ])('of %s is made with %s', (tag, kind) => {
    const { run, asked } = setup({ 'installers-windows-2025': { 'latest.yml': 'w' } })
    expect(run(tag).status).toBe(0)
    expect(asked().slice(0, 4)).toEqual(['release', 'create', tag, '--draft'])
    expect(asked().filter((flag) => ['--latest', '--prerelease'].includes(flag))).toEqual([kind])
    expect(asked()).toContain('draft/latest.yml')
  })

  test('is not made when a file of one system would hide that of another, or a Mac’s list is not understood', () => {
    const twice = setup({ a: { 'latest.yml': '1' }, b: { 'latest.yml': '2' } })
    expect(twice.run('v1.2.3')).toMatchObject({ status: 1, stderr: expect.stringContaining('latest.yml') })
    const strange = setup({ a: { 'latest-mac.yml': macList('x64') }, b: { 'latest-mac.yml': 'version: 1.2.3\n' } })
    expect(strange.run('v1.2.3').status).not.toBe(0)
    expect([...twice.asked(), ...strange.asked()]).toEqual([])
  })
})

test.skipIf(process.platform === 'win32')('a tag that is not the version is no release', () => {
  const script = scriptOf('release.yml', 'The tag is the version')
  const folder = temporaryFolder()
  writeFileSync(path.join(folder, 'package.json'), '{"version":"1.2.3"}')
  expect(runScript(script, { folder, env: { GITHUB_REF_NAME: 'v1.2.3' } }).status).toBe(0)
  expect(runScript(script, { folder, env: { GITHUB_REF_NAME: 'v1.2.4' } }).status).toBe(1)
})

test.skipIf(process.platform === 'win32')('nobody publishes a release of nobody', () => {
  const script = scriptOf('release.yml', 'The package says where to reach whom')
  const folder = temporaryFolder()
  const run = (facts: object) => {
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(facts, null, 2))
    return runScript(script, { folder, env: {} })
  }
  const real = {
    author: 'A <a@example.org>',
    homepage: 'https://example.org',
    repository: 'https://example.org/homeport.git',
  }
  expect(run(real)).toMatchObject({ status: 0, stderr: '' })
  for (const name of Object.keys(real)) {
    const refused = run({ ...real, [name]: 'https://homeport.invalid' })
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('Set author, homepage and repository') })
  }
})

test('the lists of all channels are among what a build hands over', () => {
  const text = readFileSync(path.join(import.meta.dirname, '../../.github/workflows/release.yml'), 'utf8')
  for (const channel of ['latest', 'beta', 'alpha']) {
    expect(text).toContain(`release/${channel}*.yml`)
  }
})

describe.skipIf(process.platform === 'win32')('the step that packages and signs', () => {
  const script = scriptOf('release.yml', 'Package and sign')
  const npm = String.raw`printf '%s\n' "$@" "key:$APPLE_API_KEY" > "$RECORD"; [ -z "$APPLE_API_KEY" ] || cat "$APPLE_API_KEY" >> "$RECORD"`

  test.each([
    ['Linux', ['run', 'package', '--', '--x64', '-c.forceCodeSigning=false', 'key:']],
    ['Windows', ['run', 'package', '--', '--x64', '-c.forceCodeSigning=true', 'key:']],
  ])('on %s signs what must be signed', (system, expected) => {
    const { record, status } = runStep(system)
    expect(status).toBe(0)
    expect(record).toEqual(expected)
  })

  test('on macOS hands the notary’s key over in a file, and leaves none behind', () => {
    const { record, status, left } = runStep('macOS')
    expect(status).toBe(0)
    expect(record).toContain('-c.forceCodeSigning=true')
    expect(record.at(-1)).toBe('the key')
    expect(left).toEqual([])
  })

  function runStep(system: string) {
    const folder = temporaryFolder()
    const temp = path.join(folder, 'temp')
    mkdirSync(temp)
    const RECORD = path.join(folder, 'record')
    const env = { RUNNER_OS: system, RUNNER_TEMP: temp, ARCH: 'x64', APPLE_API_KEY_P8: 'the key', RECORD }
    const { status } = runScript(script, { folder, env, programs: { npm } })
    return { status, record: readFileSync(RECORD, 'utf8').trim().split('\n'), left: readdirSync(temp) }
  }
})

function macList(arch: string): string {
  const file = (kind: string) => `  - url: Homeport-1.2.3-mac-${arch}.${kind}\n    sha512: sum-${arch}\n    size: 1\n`
  return `version: 1.2.3\nfiles:\n${file('zip')}${file('dmg')}path: Homeport-1.2.3-mac-${arch}.zip\nsha512: sum-${arch}\nreleaseDate: '2026-11-27T00:00:00.000Z'\n`
}

/** Artifacts by the folder that download-artifact makes of each. */
function setup(artifacts: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const folder = temporaryFolder()
  for (const [artifact, files] of Object.entries(artifacts)) {
    mkdirSync(path.join(folder, 'installers', artifact), { recursive: true })
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(path.join(folder, 'installers', artifact, name), text)
    }
  }
  const RECORD = path.join(folder, '.gh')
  writeFileSync(RECORD, '')
  return {
    folder,
    run: (tag: string) =>
      runScript(scriptOf('release.yml', 'Draft the release'), {
        folder,
        env: { GITHUB_REF_NAME: tag, RECORD },
        programs: { gh: RECORD_GH },
      }),
    asked: () => readFileSync(RECORD, 'utf8').split('\n').filter(Boolean),
  }
}
