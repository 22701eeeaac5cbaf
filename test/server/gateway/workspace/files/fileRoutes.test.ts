import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listed, opened } from './fileWorld.ts'

test('a folder is listed as the PRD shapes it, folders first, with what Git ignores marked', async () => {
  const at = await opened()
  at.put('.gitignore', '*.log\n/build/\n!keep.log\n')
  at.put('main.py', 'print()')
  at.put('a.log')
  at.put('keep.log')
  at.put('build/out')
  at.put('src/x.ts')
  at.put('src/.gitignore', 'x.ts')
  const { files, file_count, total_size, next_cursor } = await listed(at)
  expect(files.map(({ name, kind, ignored }) => [name, kind, ignored])).toEqual([
    ['build', 'folder', true],
    ['src', 'folder', false],
    ['.gitignore', 'file', false],
    ['a.log', 'file', true],
    ['keep.log', 'file', false],
    ['main.py', 'file', false],
  ])
  expect(files.at(-1)).toEqual({
    name: 'main.py',
    size: 7,
    type: 'python',
    kind: 'file',
    ignored: false,
    modified: expect.stringMatching(/Z$/),
  })
  expect([file_count, next_cursor]).toEqual([4, null])
  expect(total_size).toBe(files.reduce((sum, { size }) => sum + size, 0))
  expect((await listed(at, { ignored: 'false' })).files.map(({ name }) => name)).not.toContain('a.log')
  expect((await listed(at, { path: 'src' })).files.map(({ name, ignored }) => [name, ignored])).toContainEqual([
    'x.ts',
    true,
  ])
  expect((await listed(at, { depth: '2', ignored: 'false' })).files.map(({ name }) => name)).toContain('src/.gitignore')
})

test('what is ignored is what git itself ignores', async () => {
  const at = await opened()
  execFileSync('git', ['init', '-q', at.folder])
  const rules = [
    '*.o',
    '!b.o',
    '/top',
    'dir/',
    'a/**/z',
    '**/deep',
    'x?z',
    '[ab]c',
    '[!q]w',
    '\\#hash',
    'sp\\ ',
    'foo/*',
    '!foo/keep',
    'end/**',
    '*a*a*b',
  ]
  at.put('.gitignore', rules.join('\n'))
  const names = [
    'a.o',
    'b.o',
    'top',
    'sub/top',
    'dir',
    'dir/x',
    'sub/dir/x',
    'a/z',
    'a/b/c/z',
    'q/deep',
    'xyz',
    'xyyz',
    'ac',
    'cc',
    'ew',
    'qw',
    '#hash',
    'sp ',
    'foo/keep',
    'foo/drop',
    'end/x/y',
    'aaab',
    'ab',
    'n/.gitignore',
    'n/k.o',
  ]
  names.filter((name) => name !== 'dir').forEach((name) => at.put(name, name.endsWith('.gitignore') ? '!k.o' : name))
  const { files } = await listed(at, { depth: '5' })
  const mine = files
    .filter(({ ignored, kind, name }) => ignored && kind === 'file' && !name.startsWith('.git/'))
    .map(({ name }) => name)
  const out = execFileSync('git', ['-C', at.folder, 'ls-files', '-z', '--others', '--ignored', '--exclude-standard'])
  expect(mine.toSorted()).toEqual(out.toString().split('\0').filter(Boolean).toSorted())
})

test('a folder of 10,000 files comes in pages that leave nothing out', async () => {
  const at = await opened()
  mkdirSync(path.join(at.folder, 'many'))
  for (let index = 0; index < 10_000; index += 1) {
    writeFileSync(path.join(at.folder, 'many', `f${index}`), '')
  }
  const names = new Set<string>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await listed(at, { path: 'many', limit: '3000', ...(cursor === '' ? {} : { cursor }) })
    page.files.forEach(({ name }) => names.add(name))
    cursor = page.next_cursor
  }
  expect(names.size).toBe(10_000)
})

test.each(
  [
    ['a.txt', 'hällo', 'text/plain; charset=utf-8', 'utf-8', 'attachment'],
    ['bom.txt', '\uFEFFx', 'text/plain; charset=utf-8', 'utf-8-bom', 'attachment'],
    ['u16.txt', Buffer.from('\uFEFFhi', 'utf16le'), 'text/plain; charset=utf-16le', 'utf-16le', 'attachment'],
    ['latin.txt', Buffer.from([0x68, 0xe4, 0x6c]), 'text/plain; charset=iso-8859-1', 'latin1', 'attachment'],
    ['page.html', '<script>alert(1)</script>', 'text/plain; charset=utf-8', 'utf-8', 'attachment'],
    ['logo.svg', '<svg onload="x()"/>', 'text/plain; charset=utf-8', 'utf-8', 'attachment'],
    ['x.png', Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png', 'binary', 'inline'],
    ['x.pdf', '%PDF-1.4', 'application/pdf', 'binary', 'inline'],
    ['page.htm', Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png', 'binary', 'attachment'],
    ['data.bin', Buffer.from([1, 0, 2, 0, 0, 9]), 'application/octet-stream', 'binary', 'attachment'],
  ].map(([name, content, type, encoding, disposition]) => ({
    name: String(name),
    content: content ?? '',
    type,
    encoding,
    disposition,
  })),
)('$name is told for what it is, and is never a page', async ({ name, content, type, encoding, disposition }) => {
  const at = await opened()
  at.put(name, content)
  const answer = await at.ask('GET', 'file', { query: { path: name } })
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(content))
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': type,
    'x-encoding': encoding,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(`^${String(disposition)};`),
    etag: expect.stringMatching(/^"[\w-]+"$/),
  })
})

test('ranges, 304 and 416 are as HTTP has them', async () => {
  const at = await opened()
  at.put('a.txt', '0123456789')
  const read = (headers: Record<string, string>) => at.ask('GET', 'file', { query: { path: 'a.txt' }, headers })
  const some = await read({ Range: 'bytes=2-4' })
  expect([some.status, some.headers.get('content-range'), await some.text()]).toEqual([206, 'bytes 2-4/10', '234'])
  expect(await (await read({ Range: 'bytes=-3' })).text()).toBe('789')
  expect(await (await read({ Range: 'bytes=8-' })).text()).toBe('89')
  expect((await read({ Range: 'bytes=10-' })).status).toBe(416)
  const etag = some.headers.get('etag') ?? ''
  expect((await read({ 'If-None-Match': etag })).status).toBe(304)
  expect(await (await read({ Range: 'bytes=2-4', 'If-Range': '"other"' })).text()).toBe('0123456789')
  const head = await at.ask('HEAD', 'file', { query: { path: 'a.txt' } })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '10'])
})
