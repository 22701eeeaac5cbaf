import { once } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { expect, test } from 'vitest'
import { localCall, startTestGateway } from '#test/support/gateway/gateway.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

interface Options {
  readonly env?: NodeJS.ProcessEnv
  /** In a folder that Homeport made. */
  readonly managed?: boolean
  readonly limits?: { readonly requestTimeout: number }
}

async function opened({ env = {}, managed = false, limits }: Options = {}) {
  const gateway = await startTestGateway({ env, ...(limits === undefined ? {} : { limits }) })
  const { token, id: tokenId } = await gateway.personalToken(['read', 'drive'])
  const { id } = gateway.host.addSession(gateway.gateway.owner.user_id)
  const made = managed ? path.join(gateway.folder, 'workspaces/mine') : temporaryFolder()
  mkdirSync(made, { recursive: true })
  const folder = realpathSync(made)
  gateway.host.setFolder(id, folder)
  const headers = { Authorization: `Bearer ${token}` }
  const send = async (
    method: string,
    route: string,
    options: RequestInit & { query?: Record<string, string> } = {},
  ) => {
    const { query = { session_id: id }, ...rest } = options
    const sent = { ...headers, ...(options.headers as Record<string, string> | undefined) }
    return fetch(`${gateway.url}/api/workspace/${route}?${new URLSearchParams(query)}`, {
      method,
      ...rest,
      headers: sent,
    })
  }
  const upload = (name: string, body: NonNullable<RequestInit['body']>) =>
    send('POST', 'upload', { query: { session_id: id, path: name }, body })
  const start = async (name: string, size: number, more: object = {}) => {
    const body = JSON.stringify({ session_id: id, path: name, size, ...more })
    return send('POST', 'upload/start', { query: {}, body, headers: { 'Content-Type': 'application/json' } })
  }
  const part = (upload_id: string, offset: number, body: NonNullable<RequestInit['body']>) =>
    send('PUT', `upload/${upload_id}`, { query: {}, body, headers: { 'Upload-Offset': String(offset) } })
  return { ...gateway, token, tokenId, id, folder, send, upload, start, part }
}

async function codeOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { error: { code: string } }).error.code
}

test('a raw body is the file, and a form’s files lie in the folder, each told', async () => {
  const { upload, folder } = await opened()
  expect(await (await upload('a.bin', Buffer.from([0, 1, 255]))).json()).toEqual({
    files: [{ filename: 'a.bin', path: 'a.bin', size: 3, etag: expect.any(String), warnings: [] }],
  })
  const form = new FormData()
  form.append('file', new Blob(['one']), 'one.txt')
  form.append('field', 'left out')
  form.append('file', new Blob(['ü'.repeat(100_000)]), 'zwei ü.txt')
  mkdirSync(path.join(folder, 'sub'))
  const many = await upload('sub', form)
  expect(many.status).toBe(201)
  expect(readdirSync(path.join(folder, 'sub')).toSorted()).toEqual(['one.txt', 'zwei ü.txt'])
  expect(readFileSync(path.join(folder, 'sub/zwei ü.txt'), 'utf8')).toBe('ü'.repeat(100_000))
})

test.each(['../x.txt', '/etc/x', 'out/../../x', '.git/config', 'con.txt', 'a\\..\\..\\x'])(
  'a form’s file that is called %j is refused, and nothing of it kept',
  async (name) => {
    const { upload, folder } = await opened()
    const body = `--b\r\nContent-Disposition: form-data; name="f"; filename="${name.replaceAll('\\', '\\\\')}"\r\n\r\nx\r\n--b--\r\n`
    const answer = await opened().then(async ({ send, id }) =>
      send('POST', 'upload', {
        query: { session_id: id, path: '' },
        body,
        headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
      }),
    )
    expect(['FILE_003', 'FILE_006']).toContain(await codeOf(answer))
    expect([readdirSync(folder), upload.length]).toEqual([[], 2])
  },
)

test('a file that is too large is refused before and while it comes, and leaves nothing', async () => {
  const { upload, start, folder } = await opened({ env: { HOMEPORT_LIMITS_FILE_MIB: '1' } })
  expect(await codeOf(await upload('a', Buffer.alloc(1024 ** 2 + 1)))).toBe('FILE_001')
  expect(await codeOf(await start('a', 1024 ** 2 + 1))).toBe('FILE_001')
  expect((await upload('a', Buffer.alloc(1024 ** 2))).status).toBe(201)
  expect(readdirSync(folder)).toEqual(['a'])
})

test('a folder that Homeport made holds as much as the setting says, and one’s own as much as it likes', async () => {
  const { upload, folder, send } = await opened({ managed: true, env: { HOMEPORT_LIMITS_WORKSPACE_MIB: '1' } })
  const half = Buffer.alloc(600 * 1024)
  expect((await upload('a', half)).status).toBe(201)
  expect(await codeOf(await upload('b', half))).toBe('FILE_005')
  expect((await upload('a', half)).status).toBe(201)
  expect(await (await send('GET', 'info')).json()).toMatchObject({ quota: 1024 ** 2, used: 600 * 1024, file_count: 1 })
  expect(readdirSync(folder)).toEqual(['a'])
  const own = await opened({ env: { HOMEPORT_LIMITS_WORKSPACE_MIB: '1' } })
  expect([(await own.upload('a', half)).status, (await own.upload('b', half)).status]).toEqual([201, 201])
})

test('an upload that broke off goes on where it stopped', async () => {
  const { start, part, send, folder } = await opened()
  const { upload_id } = (await (await start('big.txt', 10)).json()) as { upload_id: string }
  expect(await (await part(upload_id, 0, '01234')).json()).toEqual({ offset: 5, file: null })
  expect(readdirSync(folder)).toEqual([])
  const head = await send('HEAD', `upload/${upload_id}`, { query: {} })
  expect([head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual(['5', '10'])
  expect(await codeOf(await part(upload_id, 3, '34567'))).toBe('FILE_004')
  expect(await codeOf(await part(upload_id, 5, '567890'))).toBe('FILE_001')
  expect(await (await part(upload_id, 5, '56789')).json()).toMatchObject({
    offset: 10,
    file: { path: 'big.txt', size: 10 },
  })
  expect(readFileSync(path.join(folder, 'big.txt'), 'utf8')).toBe('0123456789')
  expect((await send('HEAD', `upload/${upload_id}`, { query: {} })).status).toBe(404)
})

test('an upload that is given up, or refused for good, leaves nothing and stands in nobody’s way', async () => {
  const { start, part, send, folder } = await opened()
  const begin = async (name: string) => ((await (await start(name, 2)).json()) as { upload_id: string }).upload_id
  for (let index = 0; index < 25; index += 1) {
    const id = await begin(`a-${index}.txt`)
    await part(id, 0, 'x')
    expect((await send('DELETE', `upload/${id}`, { query: {} })).status).toBe(200)
    expect(await codeOf(await part(id, 1, 'y'))).toBe('FILE_006')
  }
  expect(await codeOf(await start('gone/b.txt', 2))).toBe('FILE_006')
  const late = await begin('late.txt')
  mkdirSync(path.join(folder, 'late.txt'))
  expect(await codeOf(await part(late, 0, 'xy'))).toBe('FILE_003')
  expect(await codeOf(await part(late, 2, ''))).toBe('FILE_006')
  expect(readdirSync(folder)).toEqual(['late.txt'])
})

test('what Claude wrote meanwhile counts, and copies and what comes out of the trash have to fit as well', async () => {
  const { upload, send, folder, id } = await opened({ managed: true, env: { HOMEPORT_LIMITS_WORKSPACE_MIB: '1' } })
  const json = { 'Content-Type': 'application/json' }
  const post = (route: string, body: object) =>
    send('POST', route, { query: {}, headers: json, body: JSON.stringify({ session_id: id, ...body }) })
  const bytes = Buffer.alloc(400 * 1024)
  expect((await upload('a', bytes)).status).toBe(201)
  expect((await post('copy', { from: 'a', to: 'b' })).status).toBe(200)
  expect(await codeOf(await post('copy', { from: 'a', to: 'c' }))).toBe('FILE_005')
  const { trash_id } = (await (await send('DELETE', 'file', { query: { session_id: id, path: 'b' } })).json()) as {
    trash_id: string
  }
  writeFileSync(path.join(folder, 'by-claude'), Buffer.alloc(500 * 1024))
  expect(await codeOf(await post('restore', { session_id: undefined, trash_id }))).toBe('FILE_005')
  expect(await codeOf(await upload('d', bytes))).toBe('FILE_005')
  expect(readdirSync(folder)).toEqual(['a', 'by-claude'])
})

test('a finished upload replaces nothing that nobody said it may', async () => {
  const { start, part, folder } = await opened()
  writeFileSync(path.join(folder, 'a'), 'mine')
  const { upload_id } = (await (await start('a', 1)).json()) as { upload_id: string }
  expect(await codeOf(await part(upload_id, 0, 'x'))).toBe('FILE_004')
  expect(readFileSync(path.join(folder, 'a'), 'utf8')).toBe('mine')
})

test.each([
  ['a program', Buffer.from('7f454c4602010100', 'hex'), ['executable']],
  ['a program of Windows', Buffer.from('MZ\u0090'), ['executable']],
  [
    'the test text of virus scanners',
    ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
    ['test_virus'],
  ],
  [
    'an archive that unpacks to gigabytes',
    Buffer.concat([Buffer.from('1f8b0800', 'hex'), Buffer.alloc(20), Buffer.from('ffffffff', 'hex')]),
    ['archive_bomb'],
  ],
  ['a text', 'hello', []],
])('%s is told of in the answer', async (_what, body, codes) => {
  const { upload } = await opened()
  const { files } = (await (await upload('x', body)).json()) as { files: { warnings: { code: string }[] }[] }
  expect(files[0]?.warnings.map(({ code }) => code)).toEqual(codes)
})

test('a browser downloads by an address that is good once and needs nothing else', async () => {
  const { send, id, folder, url } = await opened()
  writeFileSync(path.join(folder, 'a.html'), '<p>')
  const ask = async (name: string) => {
    const answer = await send('POST', 'ticket', {
      query: {},
      body: JSON.stringify({ session_id: id, path: name }),
      headers: { 'Content-Type': 'application/json' },
    })
    return ((await answer.json()) as { url: string }).url
  }
  const address = await ask('a.html')
  const got = await fetch(url + address)
  expect([got.status, await got.text(), got.headers.get('content-disposition')]).toEqual([
    200,
    '<p>',
    expect.stringMatching(/^attachment/),
  ])
  expect((await fetch(url + address)).status).toBe(401)
  expect((await fetch(url + (await ask('')))).headers.get('content-type')).toBe('application/zip')
})

test('an address for a download ends with what its person asked for it with', async () => {
  const { send, id, folder, url, gateway, tokenId } = await opened()
  writeFileSync(path.join(folder, 'a'), 'secret')
  const answer = await send('POST', 'ticket', {
    query: {},
    body: JSON.stringify({ session_id: id, path: 'a' }),
    headers: { 'Content-Type': 'application/json' },
  })
  const { url: address } = (await answer.json()) as { url: string }
  await gateway.dispatch.run('access_token.revoke', { id: tokenId }, localCall(gateway.owner))
  expect((await fetch(url + address)).status).toBe(401)
})

test('an upload may take longer than a request as long as something comes, and ends when nothing does', async () => {
  const { url, id, token, folder } = await opened({ limits: { requestTimeout: 400 } })
  const open = () => {
    const sent = request(`${url}/api/workspace/upload?session_id=${id}&path=slow`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
    })
    sent.on('error', () => {})
    return sent
  }
  const patient = open()
  const answered = once(patient, 'response')
  let left = 12
  const drip = setInterval(() => {
    patient.write('x')
    left -= 1
    if (left === 0) {
      clearInterval(drip)
      patient.end()
    }
  }, 80)
  const [answer] = (await answered) as [{ statusCode: number }]
  expect(answer.statusCode).toBe(201)
  expect(readFileSync(path.join(folder, 'slow'), 'utf8')).toBe('x'.repeat(12))
  const idle = open()
  const ended = new Promise((resolve) => idle.once('close', resolve))
  idle.write('y')
  await ended
  expect(readFileSync(path.join(folder, 'slow'), 'utf8')).toBe('x'.repeat(12))
})
