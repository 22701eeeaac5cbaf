import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { logsOperations } from '#shared/operations/logs.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { linesBackwards } from '#server/gateway/observability/logs/linesBackwards.ts'
import { readLogs } from '#server/gateway/observability/logs/readLogs.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const at = (second: number) => new Date(Date.parse('2026-11-21T10:00:00Z') + second * 1000).toISOString()
const line = (second: number, fields: object = {}) =>
  `${JSON.stringify({ level: 'info', time: at(second), process: 7, logger: 'wire', msg: `entry ${second}`, ...fields })}\n`

function logs(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), text)
  }
  const read = (query: InputOf<'logs.list'> = {}) => readLogs(folder, logsOperations['logs.list'].params.parse(query))
  const messages = async (query?: InputOf<'logs.list'>) => (await read(query)).entries.map(({ message }) => message)
  return { read, messages, append: (name: string, text: string) => appendFileSync(path.join(folder, name), text) }
}

test('entries of both processes come newest first, also out of the file before', async () => {
  const { read, messages } = logs({
    'gateway.log.1': line(1) + line(2),
    'gateway.log': line(5, { reason: 'origin', level: 'warn' }) + line(7),
    'host.log': line(3) + line(6),
    'other.log': line(9),
  })
  expect(await messages()).toEqual([7, 6, 5, 3, 2, 1].map((second) => `entry ${second}`))
  expect((await read({ limit: 3 })).entries[2]).toEqual({
    time: at(5),
    level: 'warn',
    component: 'gateway',
    logger: 'wire',
    message: 'entry 5',
    facts: { reason: 'origin' },
  })
})

test.each([
  [{ level: 'warn' }, [5]],
  [{ component: 'host' }, [6, 3]],
  [{ q: 'ORIGIN' }, [5]],
  [{ q: 'entry 6' }, [6]],
  [{ since: at(5) }, [7, 6, 5]],
  [{ since: at(4), until: at(6) }, [5]],
  [{ level: 'error' }, []],
] as const)('%j narrows', async (query, wanted) => {
  const { messages } = logs({
    'gateway.log': line(1) + line(5, { reason: 'origin', level: 'error' }).replace('"error"', '"warn"') + line(7),
    'host.log': line(3) + line(6),
  })
  expect(await messages(query)).toEqual(wanted.map((second) => `entry ${second}`))
})

test('pages follow on one another, also where entries share their moment and new ones come meanwhile', async () => {
  const many = Array.from({ length: 50 }, (_, index) => line(Math.floor(index / 7), { msg: `m${index}` })).join('')
  const { read, append } = logs({ 'gateway.log': many })
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof read>> = await read({ limit: 3, ...(cursor === null ? {} : { cursor }) })
    seen.push(...page.entries.map(({ message }) => message))
    cursor = page.next_cursor
    append('gateway.log', line(60))
  } while (cursor !== null)
  expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => `m${49 - index}`))
})

test('a line that a crash cut, one that is no entry and a missing file are passed by', async () => {
  const { messages } = logs({ 'gateway.log': `${line(1)}not json\n{"level":"loud"}\n${line(2)}{"level":"info","ti` })
  expect(await messages()).toEqual(['entry 2', 'entry 1'])
  expect(await logs({}).messages()).toEqual([])
})

test('a long file is read backwards in pieces, whatever lies at their edges', async () => {
  const file = path.join(temporaryFolder(), 'a.log')
  const written = Array.from({ length: 400 }, (_, index) => `${index} ${'ä'.repeat((index * 37) % 900)}`)
  writeFileSync(file, `${written.join('\n')}\n`)
  const read: string[] = []
  for await (const one of linesBackwards(file)) {
    read.push(one)
  }
  expect(read).toEqual(written.toReversed())
})

test('a line without end does not stop the reading of what follows', async () => {
  const { messages } = logs({ 'gateway.log': `${line(1)}${'x'.repeat(900_000)}\n${line(2)}` })
  expect(await messages()).toEqual(['entry 2', 'entry 1'])
})

test('logs are read at the machine only', async () => {
  const { ask, folder, personalToken, signIn, url } = await startTestGateway()
  mkdirSync(path.join(folder, 'logs'), { recursive: true })
  writeFileSync(path.join(folder, 'logs/gateway.log'), line(1))
  const { token } = await personalToken(['manage'])
  expect((await ask('GET', '/api/logs', { token })).status).toBe(403)
  const { cookie } = await signIn()
  const seen = await ask('GET', '/api/logs?level=info', { headers: { cookie, origin: url } })
  expect(seen.body).toMatchObject({ entries: [{ message: 'entry 1' }], next_cursor: null })
  expect((await ask('GET', '/api/logs?cursor=nonsense', { headers: { cookie } })).status).toBe(400)
})
