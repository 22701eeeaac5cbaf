import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesByProject, projectMarked, testProjects } from '../../.setup/testProjects.ts'
import { lintWalls } from './documents/lintWalls.ts'
import { root } from './sourceTree.ts'

describe('the projects of the tests', () => {
  const files = filesByProject()

  test.each([
    ['unit', 'test/house/projects.test.ts'],
    ['gateway', 'test/wire/malformed.test.ts'],
    ['process', 'test/server/host/entry.test.ts'],
    ['browser', 'test/e2e/firstSession.test.ts'],
    ['torture', 'test/torture/hostKilled.test.ts'],
    ['torture', 'test/attack/growth/growth.test.ts'],
  ] as const)('%s holds %s', (project, file) => {
    expect(files[project]).toContain(file)
  })

  test('each of them holds something, and every file is in one', () => {
    expect(testProjects.filter((name) => files[name].length === 0)).toEqual([])
    const all = testProjects.flatMap((name) => files[name])
    expect(new Set(all).size).toBe(all.length)
  })

  test('a file may name another project than its imports do, with the reason', () => {
    expect(projectMarked('a.test.ts', '// project: torture -- computes for long\nimport …')).toBe('torture')
    expect(projectMarked('a.test.ts', '// project: torture\n')).toBeNull()
    expect(projectMarked('a.test.ts', 'import …')).toBeNull()
    expect(() => projectMarked('a.test.ts', '// project: slow -- it is\n')).toThrow(
      'a.test.ts wants to be in "slow"; the projects are unit, gateway, process, browser, torture.',
    )
  })
})

describe('the walls that the linter knows', () => {
  const written = JSON.parse(lintWalls()) as {
    readonly overrides: readonly {
      files: string[]
      rules: Record<string, [string, { patterns: { regex: string }[] }]>
    }[]
  }
  const patternsFor = (folder: string) =>
    written.overrides
      .filter(({ files }) => files[0] === `${folder}/**`)
      .flatMap(({ rules }) => rules['no-restricted-imports']?.[1].patterns ?? [])
      .map(({ regex }) => regex)
  const isRefused = (folder: string, specifier: string) =>
    patternsFor(folder).some((regex) => new RegExp(regex).test(specifier))

  test('its patterns look neither ahead nor behind: the linter passes over such a pattern without a word', () => {
    const all = written.overrides.flatMap(({ files }) => patternsFor(files[0]?.replace('/**', '') ?? ''))
    expect(all.length).toBeGreaterThan(30)
    expect(all.filter((regex) => regex.includes('(?'))).toEqual([])
  })

  test.each([
    ['shared', 'zod', false],
    ['shared', 'zodiac', true],
    ['shared', 'node:fs', true],
    ['shared', './ids.ts', false],
    ['shared', '#server/link/link.ts', true],
    ['server/gateway', '#server/processes/hostProcess.ts', false],
    ['server/gateway', '#server/host/compose.ts', true],
    ['server/gateway', '../../host/compose.ts', true],
    ['server/platform', '../processes/mainBinary.ts', false],
    ['server/host/sessions', '#server/host/store/sessionStore.ts', true],
    ['server/host/sessions', '#server/host/sessions/session.ts', false],
    ['server/host/sessions', 'better-sqlite3', true],
    ['main', '#server/index.ts', false],
    ['main', '#server/cli/program.ts', true],
    ['renderer', '#main/main.ts', true],
    ['renderer', '#test/fakes/fakeHost.ts', true],
  ])('in %s an import of %s is refused: %s', (folder, specifier, refused) => {
    expect(isRefused(folder, specifier)).toBe(refused)
  })

  test('are taken up by the linter’s own configuration', () => {
    const { extends: taken } = JSON.parse(readFileSync(path.join(root, '.oxlintrc.json'), 'utf8')) as {
      readonly extends: readonly string[]
    }
    expect(taken).toEqual(['./.oxlintrc.rooms.json'])
  })
})
