import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, framePolicy } from '#server/gateway/answers/headers.ts'
import { inlineHashes } from '#server/gateway/http/page/staticUi.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { requestOf, say } from '#test/support/gateway/rawHttp.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const page = '<!doctype html><style>body{margin:0}</style><div id="root"></div>'

test('the page is served under every address of its own, always fresh', async () => {
  const { ask } = await startTestGateway({ page })
  for (const address of ['/', '/session/0c3e', '/settings']) {
    const answer = await ask('GET', address)
    expect([answer.status, answer.body, answer.headers.get('cache-control')]).toEqual([200, page, 'no-store'])
  }
})

test('files whose name carries their hash are kept for good', async () => {
  const { ask } = await startTestGateway({ page })
  const answer = await ask('GET', '/assets/app-1a2b.js')
  expect(answer.headers.get('cache-control')).toBe('public,max-age=31536000,immutable')
  expect((await ask('GET', '/assets/gone-3c4d.js')).status).toBe(404)
})

test('the page of an address names the files of that page, to be fetched beside the entry', async () => {
  const uiFolder = temporaryFolder()
  const preloads = { '/': ['/assets/home.js'], '/session': ['/assets/early.js', '/assets/conversation.js'] }
  writeFileSync(path.join(uiFolder, 'preloads.json'), JSON.stringify(preloads))
  const { ask } = await startTestGateway({ page, uiFolder })
  const linkOf = async (address: string) => (await ask('GET', address)).headers.get('link')
  expect(await linkOf('/')).toBe('</assets/home.js>; rel=modulepreload')
  const conversation = '</assets/early.js>; rel=modulepreload, </assets/conversation.js>; rel=modulepreload'
  expect(await linkOf('/session/0c3e/files/src/a.ts')).toBe(conversation)
  for (const address of ['/settings', '/sessions', '/assets/app-1a2b.js', '/session%2f0c3e']) {
    expect(await linkOf(address)).toBeNull()
  }
})

test('scripts carry no headers that only documents obey; what guards them stays', async () => {
  const { ask } = await startTestGateway({ page })
  const { headers } = await ask('GET', '/assets/app-1a2b.js')
  expect(headers.get('content-security-policy')).toBeNull()
  expect(headers.get('x-frame-options')).toBeNull()
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
})

test('a page that is refused is refused with a page, and says nothing back of what was asked', async () => {
  const { ask, url } = await startTestGateway({ page })
  const { port } = new URL(url)
  const asked = requestOf('GET /<script>alert(1)</script> HTTP/1.1', 'Accept: text/html', 'Host: evil.example')
  const refused = await say({ port: Number(port) }, asked)
  expect([refused.status, refused.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
  expect(refused.body).toContain('AUTH_006')
  expect(refused.body).not.toContain('alert')
  const gone = await ask('GET', '/picture.png', { headers: { accept: 'text/html' } })
  expect([gone.status, String(gone.body)]).toEqual([404, expect.stringContaining('There is no such page here.')])
  const program = await ask('GET', '/api/nothing', { headers: { accept: 'text/html' } })
  expect(program.body).toMatchObject({ error: { code: 'HTTP_001' } })
})

test('nothing outside the built folder is served', async () => {
  const { ask } = await startTestGateway({ page })
  for (const address of [
    '/../homeport.db',
    '/%2e%2e/homeport.db',
    '/assets/..%2f..%2fhomeport.db',
    '/..%5chomeport.db',
  ]) {
    const answer = await ask('GET', address)
    expect(String(answer.body)).not.toContain('SQLite')
  }
})

test('a page that is not built says so', async () => {
  const { ask } = await startTestGateway()
  const answer = await ask('GET', '/')
  expect(answer.status).toBe(503)
  expect(answer.body).toContain('npm run build')
})

test('the page may load its own things and nothing else', async () => {
  const { ask, url } = await startTestGateway({ page })
  const { headers } = await ask('GET', '/')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none';/)
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain(`connect-src 'self' ws://${new URL(url).host};`)
  expect(policy).toContain(inlineHashes(page, 'style')[0])
  expect(policy).not.toContain('unsafe')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('x-powered-by')).toBeNull()
})

test.each(['ws://[::1]:4170', 'wss://[fd00::7]:4443'])('the policy does not name %s, which no policy can', (socket) => {
  expect(contentSecurityPolicy(socket, [])).toContain("connect-src 'self';")
})

test('the policy of a page without inline styles names none', () => {
  expect(contentSecurityPolicy('localhost:1', [])).toContain("style-src 'self';")
})

const frame = '<!doctype html><style>svg{display:block}</style><script>draw()</script>'

test('the document that draws diagrams lets itself be framed by us alone, and has no right but its own script', async () => {
  const { ask } = await startTestGateway({ page, frame })
  const { headers, body } = await ask('GET', '/diagram.html')
  expect(body).toBe(frame)
  const policy = headers.get('content-security-policy')
  expect(policy).toBe(framePolicy(inlineHashes(frame, 'script')))
  expect(policy).toMatch(/^default-src 'none'; sandbox allow-scripts; script-src blob: 'sha256-[^']+';/)
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).not.toMatch(/'self'(?!$)|https?:|unsafe-eval|allow-(?!scripts)/)
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect(headers.get('access-control-allow-origin')).toBeNull()
  expect(headers.get('cache-control')).toBe('no-store')
})

test('no other page lets itself be framed', async () => {
  const { ask } = await startTestGateway({ page, frame })
  for (const address of ['/', '/diagram', '/diagram.html/x', '/DIAGRAM.html', '/session/x?diagram.html']) {
    const { headers } = await ask('GET', address)
    expect([address, headers.get('x-frame-options')]).toEqual([address, 'DENY'])
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  }
})
