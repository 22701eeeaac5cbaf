import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'
import { LEFT_OUT } from '#test/support/browser/browser.ts'

test('the small browser of the tests does without all that Playwright leaves out, and keeps no spare process', () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'))
  const bundle = readFileSync(path.join(folder, 'lib/coreBundle.js'), 'utf8')
  const list = /disabledFeatures = \[(?<names>[^\]]*)\]/.exec(bundle)?.groups?.['names'] ?? ''
  const own = [...list.matchAll(/^\s*"(?<name>\w+)",?$/gm)].map(({ groups }) => groups?.['name'])
  expect(own.length).toBeGreaterThan(10)
  expect(LEFT_OUT).toEqual(['SpareRendererForSitePerProcess', ...own])
})
