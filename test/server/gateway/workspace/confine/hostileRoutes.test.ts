import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'
import { hostilePaths } from './hostilePaths.ts'
import { swapAgainAndAgain } from './swapper.ts'
import { SECRET, hostileWorkspace } from './workspaceOf.ts'

vi.setConfig({ testTimeout: 180_000 })

const JSON_BODY = { 'Content-Type': 'application/json' }

/** What came of one attempt: `200`, `FILE_003`, and all bytes of the answer. */
interface Answer {
  readonly outcome: string
  readonly text: string
}

/** A session in a hostile folder, and every way to name a path in it that takes one from outside. */
async function opened() {
  const gateway = await startTestGateway()
  const { token } = await gateway.personalToken(['read', 'drive'])
  const { id } = gateway.host.addSession(gateway.gateway.owner.user_id)
  const { root, outside } = hostileWorkspace()
  gateway.host.setFolder(id, root)
  const socket = await openSignedIn(gateway.wsUrl, token)
  const ask = async (method: string, route: string, { query, ...init }: RequestInit & { query?: object } = {}) => {
    const url = `${gateway.url}/api/workspace/${route}?${new URLSearchParams({ ...query })}`
    const headers = { Authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) }
    return answerOf(await fetch(url, { method, ...init, headers }))
  }
  const at = (name: string) => ({ query: { session_id: id, path: name } })
  const post = (route: string, body: object) =>
    ask('POST', route, { headers: JSON_BODY, body: JSON.stringify({ session_id: id, ...body }) })
  const frame = async (type: string, data: object): Promise<Answer> => {
    const reply = await socket.ask(type, { data: { session_id: id, ...data } })
    return { outcome: typeof reply.data['code'] === 'string' ? reply.data['code'] : '200', text: JSON.stringify(reply) }
  }
  const resumable = async (name: string): Promise<Answer> => {
    const begun = await post('upload/start', { path: name, size: 1 })
    const found = /"upload_id":"([^"]+)"/.exec(begun.text)?.[1]
    return found === undefined ? begun : ask('PUT', `upload/${found}`, { headers: { 'Upload-Offset': '0' }, body: 'x' })
  }
  const downloaded = async (name: string): Promise<Answer> => {
    const ticket = await post('ticket', { path: name })
    const found = /"url":"([^"]+)"/.exec(ticket.text)?.[1]
    return found === undefined
      ? ticket
      : answerOf(await fetch(`${gateway.url}${found}`, { headers: { Authorization: `Bearer ${token}` } }))
  }
  const ways: Readonly<Record<string, (name: string) => Promise<Answer>>> = {
    read: (name) => ask('GET', 'file', at(name)),
    list: (name) => ask('GET', 'files', at(name)),
    'list by frame': (name) => frame('file_list', { path: name }),
    zip: (name) => ask('GET', 'archive', at(name)),
    download: downloaded,
    write: (name) => ask('PUT', 'file', { ...at(name), body: 'x' }),
    upload: (name) => ask('POST', 'upload', { ...at(name), body: 'x' }),
    'upload by form': (name) => ask('POST', 'upload', { ...at(''), body: form(name) }),
    'upload by frame': (name) => frame('file_upload', { filename: name, content: 'x' }),
    'upload in parts': resumable,
    'new folder': (name) => post('folder', { path: `${name}/made` }),
    'copy from': (name) => post('copy', { from: name, to: 'copied', overwrite: true }),
    'copy to': (name) => post('copy', { from: 'a/file.txt', to: name, overwrite: true }),
    'move to': (name) => post('move', { from: 'a/moving.txt', to: name, overwrite: true }),
    delete: (name) => ask('DELETE', 'file', at(`${name}/secret.txt`)),
  }
  return { root, outside, ways }
}

function form(name: string): FormData {
  const body = new FormData()
  body.append('file', new Blob(['x']), name)
  return body
}

async function answerOf(answer: Response): Promise<Answer> {
  // As latin1: a zip file is looked through for names as well.
  const text = Buffer.from(await answer.arrayBuffer().catch(() => new ArrayBuffer())).toString('latin1')
  const code = /"code":"(\w+)"/.exec(text)?.[1]
  return { outcome: answer.ok ? '200' : (code ?? String(answer.status)), text }
}

/** The first two of a stranger's file, and of ours. */
const outsideWords = [SECRET, 'root:x:0:0', 'PATH=']
const right = new Set(['200', 'FILE_003', 'FILE_006', 'FILE_007', 'FILE_004', 'HTTP_002', 'WS_002'])

function stateOf(outside: string) {
  const above = path.dirname(outside)
  return {
    outside: readdirSync(outside, { recursive: true, encoding: 'utf8' }).toSorted(byName),
    above: readdirSync(above).toSorted(byName),
    secrets: [
      readFileSync(path.join(outside, 'secret.txt'), 'utf8'),
      readFileSync(path.join(above, 'secret.txt'), 'utf8'),
    ],
  }
}

test('none of more than 300 hostile paths leads outside, by HTTP, frame, zip, download or upload', async () => {
  const { root, outside, ways } = await opened()
  const paths = hostilePaths(outside)
  expect(paths.length).toBeGreaterThan(300)
  const before = stateOf(outside)
  const wrong: string[] = []
  const seen = new Map<string, Set<string>>()
  for (const name of paths) {
    writeFileSync(path.join(root, 'a/moving.txt'), 'moving')
    for (const [way, attempt] of Object.entries(ways)) {
      const { outcome, text } = await attempt(name)
      seen.set(way, (seen.get(way) ?? new Set()).add(outcome))
      if (!right.has(outcome) || outsideWords.some((words) => text.includes(words))) {
        wrong.push(`${way} ${JSON.stringify(name)} ${outcome} ${text.slice(0, 200)}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(stateOf(outside)).toEqual(before)
  // Each way was really tried: it refused some.
  expect([...seen].filter(([, outcomes]) => !outcomes.has('FILE_003')).map(([way]) => way)).toEqual([])
})

test('a folder that is swapped for a link out while it is used leads nobody outside, by HTTP, frame, zip or upload', async () => {
  const { root, outside, ways } = await opened()
  writeFileSync(path.join(root, 'a/b/secret.txt'), 'inside')
  const before = stateOf(outside)
  await swapAgainAndAgain(path.join(root, 'a/b'), outside)
  const wrong: string[] = []
  const outcomes = new Set<string>()
  for (let round = 0; round < 40; round += 1) {
    writeFileSync(path.join(root, 'a/moving.txt'), 'moving')
    const tried = Object.entries(ways).filter(([way]) => way !== 'delete')
    const answers = await Promise.all(
      tried.map(async ([way, attempt]) => ({
        way,
        ...(await attempt(isOfFolder(way) ? 'a/b' : way === 'read' ? 'a/b/secret.txt' : `a/b/${way} ${round}.txt`)),
      })),
    )
    for (const { way, outcome, text } of answers) {
      outcomes.add(outcome)
      if (!right.has(outcome) || text.includes(SECRET) || (isOfFolder(way) && text.includes('sub'))) {
        wrong.push(`${way} ${outcome} ${text.slice(0, 200)}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(stateOf(outside)).toEqual(before)
  expect(outcomes).toContain('200')
  expect(outcomes).toContain('FILE_003')
})

function isOfFolder(way: string): boolean {
  return way.startsWith('list') || way === 'zip' || way === 'download' || way === 'copy from'
}

function byName(one: string, other: string): number {
  return one < other ? -1 : 1
}
