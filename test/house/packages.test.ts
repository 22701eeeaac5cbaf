import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './sourceTree.ts'

const tables = readFileSync(path.join(root, 'resources/docs/reference/dependencies.md'), 'utf8')
const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const packages = Object.keys({ ...dependencies, ...devDependencies })
/** The names in the tables' first column; `@types/a, b` names `@types/b` too. */
const named = tables
  .split('\n')
  .map((line) => /^\| (?<names>[^|]+) \|/.exec(line)?.groups?.['names']?.trim() ?? '')
  .flatMap((names) => {
    const types = names.startsWith('@types/') ? '@types/' : ''
    return names.split(', ').map((name) => types + name.replace('@types/', '').replace(/ \(.*/, ''))
  })

test('the documents give a reason for every package, and for no other', () => {
  expect(packages.filter((name) => !named.includes(name))).toEqual([])
  expect(named.filter((name) => /^[@a-z]/.test(name) && !packages.includes(name) && !isHeading(name))).toEqual([])
})

test('no package and no table is named twice', () => {
  const names = named.filter((name) => /^[@a-z]/.test(name))
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('versions are exact', () => {
  const versions = Object.values({ ...dependencies, ...devDependencies })
  expect(versions.filter((version) => !/^(npm:@[\w-]+\/[\w-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
})

function isHeading(name: string): boolean {
  return ['package', 'bundled', 'to develop'].includes(name)
}
