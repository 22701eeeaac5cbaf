import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Rolldown, build } from 'vite'
import { expect, test } from 'vitest'
import { ipcNames } from '#shared/desktop/bridge.ts'

const root = path.join(import.meta.dirname, '../../..')
const source = readFileSync(path.join(root, 'main/bridge/preload.ts'), 'utf8')

test('the preload is small, and bundles to one file that requires nothing but Electron', async () => {
  const configFile = path.join(root, 'vite.preload.config.ts')
  const made = (await build({ configFile, logLevel: 'warn', build: { write: false } })) as Rolldown.RolldownOutput
  expect(made.output.map(({ fileName }) => fileName)).toEqual(['preload.cjs'])
  const code = made.output[0].code
  expect([...code.matchAll(/require\(([^)]*)\)|import\b/g)].map(([, what]) => what)).toEqual(['"electron"'])
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})

test('it speaks under the names that the program listens to, and never waits for an answer', () => {
  expect(Object.values(ipcNames).filter((name) => !source.includes(`'${name}'`))).toEqual([])
  expect(source).not.toMatch(/sendSync/)
})
