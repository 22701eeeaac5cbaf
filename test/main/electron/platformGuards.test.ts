import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { API } from 'typescript/unstable/sync'
import { type Node, isCallExpression } from 'typescript/unstable/ast'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { platformsAt } from './platformGuards.ts'

/** Where `call()` is reached in each of these, in Node's words. */
const samples: readonly (readonly [string, string])[] = [
  ['call()', 'darwin linux win32'],
  ["if (platform === 'darwin') { call() }", 'darwin'],
  ["if (place.platform === 'linux') call()", 'linux'],
  ["if (platform !== 'linux') { call() }", 'darwin win32'],
  ["if (platform === 'linux') { other() } else { call() }", 'darwin win32'],
  ["if (platform === 'darwin' || platform === 'win32') { call() }", 'darwin win32'],
  ["if (platform === 'darwin' && ready) { call() }", 'darwin'],
  ["if (platform === 'darwin' || ready) { call() }", 'darwin linux win32'],
  ["if (!(platform === 'darwin')) { call() }", 'linux win32'],
  ["if (platform === 'darwin' && ready) { other() } else { call() }", 'darwin linux win32'],
  ["platform === 'win32' ? call() : other()", 'win32'],
  ["platform === 'win32' ? other() : call()", 'darwin linux'],
  ["platform === 'win32' && call()", 'win32'],
  ["platform === 'win32' || call()", 'darwin linux'],
  ["if (platform === 'linux') { return } call()", 'darwin win32'],
  ["if (platform !== 'darwin') { throw new Error() } call()", 'darwin'],
  ["if (platform === 'linux') { other() } call()", 'darwin linux win32'],
  ["if (platform === 'linux' && ready) { return } call()", 'darwin linux win32'],
  ["if (isMac) { call() } var isMac = platform === 'darwin'", 'darwin'],
  ["if (canAct(platform)) { call() } function canAct(platform) { return platform !== 'linux' }", 'darwin win32'],
  // What only speaks of platforms keeps nobody away.
  ['if (platform) { call() }', 'darwin linux win32'],
  [
    "if (knows(platform)) { call() } function knows(platform) { other(); return platform === 'darwin' }",
    'darwin linux win32',
  ],
  ["if (platformName === 'darwin') { call() }", 'darwin linux win32'],
  ["other('platform', () => call())", 'darwin linux win32'],
]

let api: API
const found: string[] = []

beforeAll(() => {
  const project = temporaryFolder()
  const functions = samples.map(([text], index) => `function sample${index}(platform) { ${text} }`)
  writeFileSync(path.join(project, 'samples.js'), functions.join('\n'))
  const config = path.join(project, 'tsconfig.json')
  writeFileSync(config, '{"compilerOptions":{"allowJs":true,"noEmit":true,"types":[]},"files":["samples.js"]}')
  api = new API({ cwd: project })
  const { program } = api.updateSnapshot({ openProjects: [config] }).getProject(config) ?? {}
  program?.getSourceFile(path.join(project, 'samples.js'))?.forEachChild((sample) => void found.push(reached(sample)))
})

afterAll(() => api.close())

test.each(samples.map(([text, expected], index) => ({ text, expected, index })))(
  '$text: reached on $expected',
  ({ expected, index }) => {
    expect(found[index]).toBe(expected)
  },
)

function reached(node: Node): string {
  if (isCallExpression(node) && node.getText() === 'call()') {
    return [...platformsAt(node)].toSorted().join(' ')
  }
  let inside = ''
  node.forEachChild((child) => void (inside ||= reached(child)))
  return inside
}
