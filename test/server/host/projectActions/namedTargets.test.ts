import { describe, expect, test } from 'vitest'
import { composeServices, justRecipes, makeTargets } from '#server/host/projectActions/found/namedTargets.ts'
import { packageScripts } from '#server/host/projectActions/found/packageScripts.ts'

const namesOf = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name)

describe('of a Makefile', () => {
  test('the targets with plain names are actions; variables, files, patterns and what is make’s own are none', () => {
    const text = [
      '.PHONY: all',
      'CC := gcc',
      'X ::= y',
      'FLAGS = -O2 -DURL=http://x',
      'all: build',
      'build test: ; @echo hi',
      '%.o: %.c',
      'out/app.o: app.c',
      'app.o: app.c',
      '$(DIRS): x',
      '-rf: x',
      'help:: # says',
      '\trecipe: not a target',
      '# comment: none',
      'all: again',
    ].join('\r\n')
    expect(namesOf(makeTargets(text))).toEqual(['all', 'build', 'test', 'help'])
    expect(makeTargets('build:')[0]?.words).toEqual(['make', 'build'])
  })
})

describe('of a justfile', () => {
  test('the public recipes that need nothing are actions', () => {
    const text = [
      'set shell := ["bash"]',
      'version := "1"',
      'alias b := build',
      '@build: clean',
      'test filter="": build',
      'all *rest:',
      'deploy target:',
      '_private:',
      '[private]',
      '  echo: no',
    ].join('\n')
    expect(namesOf(justRecipes(text))).toEqual(['build', 'test', 'all'])
  })
})

describe('of a compose file', () => {
  test('all services together and each by itself are actions', () => {
    const text =
      'name: x\nservices:\n  # the page\n  web:\n    image: a\n    ports:\n      - 80:80\n  db.main: {image: b}\nvolumes:\n  data:\n'
    expect(composeServices(text).map(({ words }) => words.join(' '))).toEqual([
      'docker compose up',
      'docker compose down',
      'docker compose up web',
      'docker compose up db.main',
    ])
    expect(composeServices('volumes:\n  data:\n')).toEqual([])
    expect(composeServices('services:\nvolumes:\n  data:\n')).toEqual([])
  })
})

describe('of package.json', () => {
  test('scripts are actions of the package manager; what runs with another one is shown with it', () => {
    const found = packageScripts('{"scripts":{"prebuild":"a","build":"b","test:unit":"c","post":"d","n":7}}', 'pnpm')
    expect(found?.actions.map(({ words }) => words.join(' '))).toEqual([
      'pnpm run build',
      'pnpm run test:unit',
      'pnpm run post',
    ])
    expect(found?.text).toContain('"prebuild": "a"')
  })

  test.each([
    '',
    'null',
    '[]',
    '{"scripts":null}',
    '{"scripts":["a"]}',
    '{"scripts":{}}',
    '{"scripts":{"__proto__":{}}}',
    '{',
  ])('from %s comes nothing', (json) => expect(packageScripts(json, 'npm')).toBeNull())

  test('a name that is an option, a path, a pattern or more than a word is no action', () => {
    const names = ['--help', '-x', 'a b', '$(rm)', 'a;b', '../x', 'a\nb', '`x`', "a'b", '*', 'a'.repeat(200), 'é', 'ok']
    const json = JSON.stringify({ scripts: Object.fromEntries(names.map((name) => [name, 'true'])) })
    expect(namesOf(packageScripts(json, 'npm')?.actions ?? [])).toEqual(['é', 'ok'])
  })
})

test.each([
  ['colons', ':'.repeat(250_000)],
  ['spaces', `a${' '.repeat(250_000)}:`],
  ['lines', 'a:\n'.repeat(80_000)],
  ['one line of names', `${'a '.repeat(120_000)}: b`],
  ['deep services', `services:\n${' '.repeat(200_000)}x:`],
])('hostile files of %s are read in a moment, and name no more than a hundred', (_what, text) => {
  for (const parse of [makeTargets, justRecipes, composeServices]) {
    expect(parse(text).length).toBeLessThanOrEqual(102)
  }
  expect(packageScripts(text, 'npm')).toBeNull()
})
