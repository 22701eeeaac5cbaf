import { afterAll, beforeAll, expect, test } from 'vitest'
import { killPart } from '#test/support/runFiles.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

const BROUGHT = 'sk-ant-api03-for-one-session-only'
const ANOTHER = 'sk-ant-api03-given-after-the-crash'

/** Takes its time. */
const CUT = '@slow 20\n@tokens 80'

let server: TestServer

beforeAll(async () => {
  server = await startServer({ vault: 'file' })
})

afterAll(() => server.close())

test('the host is killed: a session with a token of its own bills nobody else, says so, and goes on with another', async () => {
  const session = await server.program.createSession(server.folder('own'), { claude_token: BROUGHT })
  const viewer = await server.program.watch()
  await viewer.follow(session.id)
  const { seq: afterSeq } = await viewer.turn(session.id, 'before')
  await viewer.say(session.id, CUT)
  await viewer.until(() => viewer.session(session.id).streaming.length > 0, 'streaming text')

  await killPart(server, 'host')
  const gone = await viewer.event(session.id, 'notice', {
    afterSeq,
    where: ({ data }) => data.code === 'claude_start_failed',
  })
  expect(gone.content).toContain('given for this session alone is gone')

  await server.program.call('PUT', '/api/session/token', { session_id: session.id, token: ANOTHER })
  await viewer.say(session.id, 'after')
  await viewer.event(session.id, 'claude_response', { where: ({ content }) => content === 'You said: after' })
  expect([billed('before'), billed('after')]).toEqual([[BROUGHT], [ANOTHER]])
  // Run again where Claude had not noted it yet, by whoever pays now.
  const [first, ...again] = billed(CUT)
  expect([first, ...new Set(again.filter((token) => token !== ANOTHER))]).toEqual([BROUGHT])
  await viewer.close()
})

/** The tokens that were used for a prompt. */
function billed(prompt: string): (string | null)[] {
  return server.api.requests.filter((request) => request.prompt === prompt).map(({ credential }) => credential)
}
