import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './sourceTree.ts'

const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
const { dependencies, devDependencies, scripts } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  scripts: Record<string, string>
}
const packages = Object.keys({ ...dependencies, ...devDependencies })
const tables = readme.slice(readme.indexOf('## Dependencies'), readme.indexOf('## Decisions'))
/** The names in the tables' first column; `@types/a, b` names `@types/b` too. */
const named = tables
  .split('\n')
  .map((line) => /^\| (?<names>[^|]+) \|/.exec(line)?.groups?.['names']?.trim() ?? '')
  .flatMap((names) => {
    const types = names.startsWith('@types/') ? '@types/' : ''
    return names.split(', ').map((name) => types + name.replace('@types/', '').replace(/ \(.*/, ''))
  })

test('the README gives a reason for every package, and for no other', () => {
  expect(packages.filter((name) => !named.includes(name))).toEqual([])
  expect(named.filter((name) => /^[@a-z]/.test(name) && !packages.includes(name) && !isHeading(name))).toEqual([])
})

test('versions are exact', () => {
  const versions = Object.values({ ...dependencies, ...devDependencies })
  expect(versions.filter((version) => !/^(npm:@[\w-]+\/[\w-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
})

test('the README tells every script', () => {
  const untold = Object.keys(scripts).filter(
    (script) => !new RegExp(`npm (run (--silent )?)?${script}\\b`).test(readme),
  )
  expect(untold).toEqual([])
})

test('the README links to files that exist', () => {
  const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map((match) => match[1] ?? '')
  expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([])
})

function isHeading(name: string): boolean {
  return ['package', 'bundled', 'to develop'].includes(name)
}
