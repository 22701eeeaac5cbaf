import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openSignedIn } from '#test/support/gateway/socket.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { listed, opened } from './fileWorld.ts'

test('of two who save over the same file the second is told, and nothing of either is lost', async () => {
  const at = await opened()
  at.put('a.txt', 'before')
  chmodSync(path.join(at.folder, 'a.txt'), 0o750)
  const etag = (await at.ask('GET', 'file', { query: { path: 'a.txt' } })).headers.get('etag') ?? ''
  const save = (body: string, headers: Record<string, string>) =>
    at.ask('PUT', 'file', { query: { path: 'a.txt' }, headers, body })
  const answers = await Promise.all(['one', 'two', 'three'].map((text) => save(text, { 'If-Match': etag })))
  expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([200, 412, 412])
  const told = await Promise.all(
    answers.map(async (answer) => (await answer.json()) as { etag?: string; error?: object }),
  )
  const refused = told.find(({ error }) => error !== undefined)
  const winner = told.find(({ error }) => error === undefined)
  expect(refused?.error).toMatchObject({ code: 'FILE_004', details: { etag: winner?.etag } })
  expect(statSync(path.join(at.folder, 'a.txt')).mode & 0o777).toBe(0o750)
  expect((await save('x', { 'If-None-Match': '*' })).status).toBe(412)
  expect(readdirSync(at.folder)).toEqual(['a.txt'])
})

test('a file is made, renamed, copied, deleted and put back', async () => {
  const at = await opened()
  expect((await at.tell('folder', { path: 'src' })).status).toBe(201)
  expect(
    (await at.ask('PUT', 'file', { query: { path: 'src/a.txt' }, headers: { 'If-None-Match': '*' }, body: 'one' }))
      .status,
  ).toBe(200)
  expect((await at.tell('move', { from: 'src/a.txt', to: 'src/b.txt' })).status).toBe(200)
  expect((await at.tell('copy', { from: 'src', to: 'again' })).status).toBe(200)
  expect(readFileSync(path.join(at.folder, 'again/b.txt'), 'utf8')).toBe('one')
  expect((await at.tell('move', { from: 'src', to: 'again' })).body).toMatchObject({ error: { code: 'FILE_007' } })
  expect((await at.tell('move', { from: 'src', to: 'src/inside' })).body).toMatchObject({ error: { code: 'FILE_003' } })
  expect((await at.tell('move', { from: 'gone', to: 'x' })).body).toMatchObject({ error: { code: 'FILE_006' } })
  const deleted = (await (await at.ask('DELETE', 'file', { query: { path: 'again' } })).json()) as { trash_id: string }
  expect(existsSync(path.join(at.folder, 'again'))).toBe(false)
  expect((await at.tell('folder', { path: 'again' })).status).toBe(201)
  const restore = () =>
    fetch(`${at.url}/api/workspace/restore`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${at.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(deleted),
    })
  expect(await (await restore()).json()).toMatchObject({ error: { code: 'FILE_007' } })
  await at.ask('DELETE', 'file', { query: { path: 'again' } })
  expect((await restore()).status).toBe(200)
  expect(readFileSync(path.join(at.folder, 'again/b.txt'), 'utf8')).toBe('one')
  expect((await restore()).status).toBe(404)
})

test('what a move replaces is in the trash', async () => {
  const at = await opened()
  at.put('a', 'new')
  at.put('b', 'old')
  expect((await at.tell('move', { from: 'a', to: 'b', overwrite: true })).status).toBe(200)
  expect(readFileSync(path.join(at.folder, 'b'), 'utf8')).toBe('new')
  const trash = path.join(at.dataDir, 'trash')
  const [id = ''] = readdirSync(trash)
  expect(readFileSync(path.join(trash, id, 'content'), 'utf8')).toBe('old')
})

test('nothing of Git’s own is changed by these routes', async () => {
  const at = await opened()
  at.put('.git/config', '[core]')
  for (const name of ['.git/config', '.git/hooks/pre-commit', '.GIT/config']) {
    const written = await at.ask('PUT', 'file', { query: { path: name }, body: 'x' })
    expect([name, written.status]).toEqual([name, 403])
  }
  expect((await at.ask('DELETE', 'file', { query: { path: '.git' } })).status).toBe(403)
  expect((await at.tell('move', { from: '.git', to: 'git' })).status).toBe(403)
  expect((await listed(at)).files.map(({ name }) => name)).toContain('.git')
})

test('a folder is downloaded as a zip file that unzip reads, without links that lead out', async () => {
  const at = await opened()
  at.put('src/a.txt', 'one'.repeat(10_000))
  at.put('src/ü.txt', 'two')
  at.put('src/.git/config', 'x')
  execFileSync('ln', ['-s', '/etc/passwd', path.join(at.folder, 'src/link')])
  const answer = await at.ask('GET', 'archive', { query: { path: 'src' } })
  expect(answer.headers.get('content-disposition')).toContain('src.zip')
  const zip = path.join(temporaryFolder(), 'a.zip')
  writeFileSync(zip, Buffer.from(await answer.arrayBuffer()))
  const names = execFileSync('python3', [
    '-c',
    'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(z.testzip(),sorted(z.namelist()))',
    zip,
  ])
  expect(names.toString().trim()).toBe("None ['a.txt', 'ü.txt']")
})

test('search finds lines with where in them, leaves out what is ignored, and says how it ended', async () => {
  const at = await opened()
  at.put('.gitignore', 'skip.txt')
  at.put('a.ts', 'const ä = Needle\nnothing\n')
  at.put('skip.txt', 'needle')
  at.put('b.md', 'needle needle')
  const search = async (query: Record<string, string>) => {
    const answer = await at.ask('GET', 'search', { query })
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
    return (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  const found = await search({ q: 'needle' })
  expect(found.slice(0, -1).toSorted((left, right) => (String(left['path']) < String(right['path']) ? -1 : 1))).toEqual(
    [
      { path: 'a.ts', line: 1, text: 'const ä = Needle', ranges: [[10, 16]] },
      {
        path: 'b.md',
        line: 1,
        text: 'needle needle',
        ranges: [
          [0, 6],
          [7, 13],
        ],
      },
    ],
  )
  expect(found.at(-1)).toEqual({ done: true, hits: 2, truncated: false, error: null })
  expect((await search({ q: 'needle', ignored: 'true' })).at(-1)).toMatchObject({ hits: 3 })
  expect((await search({ q: 'needle', include: '*.md' })).at(-1)).toMatchObject({ hits: 1 })
  expect((await search({ q: 'needle', case: 'true', include: '*.ts' })).at(-1)).toMatchObject({ hits: 0 })
  expect((await search({ q: 'needle', limit: '1' })).at(-1)).toMatchObject({ hits: 1, truncated: true })
  expect((await search({ q: '(', regex: 'true' })).at(-1)).toMatchObject({
    error: expect.stringContaining('unclosed group'),
  })
})

test('the frames of the PRD and of Claudy list, upload and tell of the folder', async () => {
  const at = await opened()
  const socket = await openSignedIn(at.wsUrl, at.token)
  const up = await socket.ask('file_upload', {
    data: { filename: 'main.py', content: "print('Hello')", encoding: 'utf-8' },
  })
  expect(up).toMatchObject({ type: 'file_uploaded', data: { filename: 'main.py', size: 14, path: 'main.py' } })
  await socket.ask('file_upload', { data: { filename: 'b.bin', content: 'AAEC', encoding: 'base64' } })
  const list = await socket.ask('file_list', { content: '', data: {} })
  expect(list).toMatchObject({
    type: 'file_list',
    data: {
      file_count: 2,
      total_size: 17,
      files: [
        { name: 'b.bin', size: 3 },
        { name: 'main.py', type: 'python' },
      ],
    },
  })
  const info = await socket.ask('workspace_info', { data: {} })
  expect(info).toMatchObject({
    type: 'workspace_info',
    data: { path: at.folder, total_size: 17, file_count: 2, quota: null },
  })
  expect(await socket.ask('file_upload', { data: { filename: '../x', content: 'x' } })).toMatchObject({
    data: { code: 'FILE_003' },
  })
})

test('the host hears whose a change is: what a person saves here is theirs, what is refused is nobody’s', async () => {
  const at = await opened()
  const own: string[] = []
  at.host.handlers['changes.note_own'] = ({ path: changed, is_over }) => {
    own.push(`${is_over ? 'after' : 'before'} ${changed}`)
    return {}
  }
  await at.ask('PUT', 'file', { query: { path: 'a.txt' }, headers: { 'If-None-Match': '*' }, body: 'one' })
  await at.ask('PUT', 'file', { query: { path: 'a.txt' }, headers: { 'If-None-Match': '*' }, body: 'two' })
  await at.tell('move', { from: 'a.txt', to: 'b.txt' })
  await at.ask('POST', 'upload', { query: { path: 'c.txt' }, body: 'three' })
  await at.ask('DELETE', 'file', { query: { path: 'b.txt' } })
  expect(own).toEqual([
    'before a.txt',
    'after a.txt',
    'before a.txt',
    'before b.txt',
    'after a.txt',
    'after b.txt',
    'before c.txt',
    'after c.txt',
    'before b.txt',
    'after b.txt',
  ])
})
