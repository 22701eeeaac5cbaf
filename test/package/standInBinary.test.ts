import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makePlainElectron } from '#test/fakes/electronBinary/electronDistribution.ts'
import { root } from '#test/house/sourceTree.ts'
import { asar } from '#test/support/package/electronBuilder.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const PROGRAM = `
import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { word } from './word.js'
const here = import.meta.dirname
const text = path.join(here, 'text.txt')
const attempt = (work) => { try { return work() ?? 'done' } catch (error) { return error.code ?? error.message } }
let streamed = ''
for await (const part of createReadStream(text)) { streamed += part }
process.stdout.write(JSON.stringify({
  word, streamed, read: readFileSync(text, 'utf8'), promised: (await readFile(text)).toString(),
  names: readdirSync(here), size: statSync(text).size, none: existsSync(path.join(here, 'none')),
  missing: attempt(() => readFileSync(path.join(here, 'none'))),
  written: attempt(() => writeFileSync(text, 'x')),
  started: spawnSync(path.join(here, 'tool.sh')).error?.code ?? 'done',
  native: attempt(() => typeof createRequire(import.meta.url)('./native.node')),
}))
`

test.skipIf(process.platform !== 'linux')(
  'a program in an archive can read it and load from it, but neither write nor start nor load native code',
  async () => {
    const said = await runInArchive({})
    expect(said).toMatchObject({
      word: 'boat',
      streamed: 'hello',
      read: 'hello',
      promised: 'hello',
      size: 5,
      none: false,
      missing: 'ENOENT',
      written: 'ENOTDIR',
      started: 'ENOTDIR',
      native: expect.stringContaining('asarUnpack'),
    })
    expect(said['names']).toEqual(expect.arrayContaining(['main.js', 'text.txt', 'word.js']))
  },
)

test.skipIf(process.platform !== 'linux')('native code that was left outside is loaded', async () => {
  expect(await runInArchive({ unpack: '**/*.node' })).toMatchObject({ native: 'object' })
})

async function runInArchive(options: { unpack?: string }): Promise<Record<string, unknown>> {
  const folder = temporaryFolder()
  const binary = makePlainElectron(folder)
  const sources = path.join(folder, 'sources')
  mkdirSync(sources)
  const prebuilt = `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`
  cpSync(path.join(root, prebuilt), path.join(sources, 'native.node'))
  for (const [name, text] of Object.entries({
    'package.json': '{"type":"module"}',
    'main.js': PROGRAM,
    'word.js': "export const word = 'boat'",
    'text.txt': 'hello',
    'tool.sh': '#!/bin/sh\n',
  })) {
    writeFileSync(path.join(sources, name), text)
    chmodSync(path.join(sources, name), 0o755)
  }
  const archive = path.join(folder, 'resources/app.asar')
  await asar.createPackageWithOptions(sources, archive, options)
  const { stdout, stderr } = spawnSync(binary, [path.join(archive, 'main.js')], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1' },
  })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Record<string, unknown>
}
