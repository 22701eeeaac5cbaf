import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { TWO_WAYS } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import { pastOnboarding, startOutside } from '#test/support/server/claudeOutside.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'

vi.setConfig({ testTimeout: 180_000 })

let server: TestServer

beforeAll(async () => {
  server = await startServer({ vault: 'file' })
  pastOnboarding(server)
})

afterAll(() => server.close())

/** In milliseconds: a second message comes while Claude Code starts for the first, reads the conversation, asks, or is done. */
const LATER = [0, 50, 120, 160, 200, 240, 500]
const firsts = ['the chat', 'a claude outside'] as const
const cases = firsts.flatMap((first) => LATER.map((ms) => ({ first, ms })))

test.each(cases)(
  '$first begins a turn, the other one $ms ms later: no way of the conversation is silent',
  async (one) => {
    const { first, ms } = one
    const session = await server.program.createSession(server.folder(`${first}-${ms}`))
    const { id } = session
    const viewer = await server.program.watch()
    onTestFinished(() => viewer.close())
    await viewer.follow(id)
    await viewer.turn(id, 'first')
    const outside = () =>
      startOutside(server, session.workspace_path, ['-p', '--resume', id, 'there\n@tokens 30']).ended
    const chat = () => viewer.say(id, 'here\n@tokens 30')

    const begun = first === 'the chat' ? chat() : outside()
    await delay(ms)
    await Promise.all([begun, first === 'the chat' ? outside() : chat()])

    const state = () => server.program.call<Session>('GET', `/api/session/${id}`)
    await until(async () => areOver(await state()), { what: 'both turns', ms: 60_000 })
    const left = leftOut(id)
    const { two_ways, unread, head_seq } = await state()
    await viewer.until(() => viewer.session(id).headSeq === head_seq, 'all of it')
    const { events } = viewer.session(id)
    const told = events.filter(({ type, data }) => type === 'notice' && 'code' in data && data.code === TWO_WAYS)
    // In the conversation, and in every list until somebody has looked.
    expect([left, told.length, two_ways]).toEqual([left, left.length > 0 ? 1 : 0, left.length > 0])
    expect(unread).toBe(true)
    await server.program.call('POST', `/api/session/${id}/control`, { action: 'mark_read' })
    expect(await state()).toMatchObject({ two_ways: false, unread: false })
    // Both are told once, whichever way Claude Code went on with.
    for (const text of ['here', 'there']) {
      expect(
        events.filter(({ type, content }) => type === 'user_message' && content?.startsWith(`${text}\n`)),
      ).toHaveLength(1)
    }
  },
)

const areOver = ({ writer, turn_count, status }: Session) => writer === null && turn_count === 3 && status === 'ACTIVE'

interface Line {
  readonly type: string
  readonly uuid?: string
  readonly parentUuid?: string | null
  readonly message?: { readonly content: unknown }
}

/** What was said in a conversation and is not on the way that Claude Code goes on with. */
function leftOut(id: string): readonly string[] {
  const projects = path.join(server.home, '.claude', 'projects')
  const name = readdirSync(projects, { recursive: true, encoding: 'utf8' }).find((one) => one.endsWith(`${id}.jsonl`))
  const lines = readFileSync(path.join(projects, name ?? ''), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  const byId = new Map(lines.map((line) => [line.uuid, line]))
  const way = new Set<string | undefined>()
  for (let at = lines.findLast(({ type }) => type === 'assistant'); at; at = byId.get(at.parentUuid ?? '')) {
    way.add(at.uuid)
  }
  return lines
    .filter(({ type, uuid }) => (type === 'user' || type === 'assistant') && !way.has(uuid))
    .map(({ type, message }) => `${type}: ${JSON.stringify(message?.content)}`)
}
