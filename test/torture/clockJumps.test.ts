import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { programWith } from '#test/support/server/program.ts'
import { startServer } from '#test/support/server/server.ts'
import { Viewer } from '#test/support/server/viewer.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

vi.setConfig({ testTimeout: 180_000 })

const DAY_MS = 86_400_000
const SHIM = pathToFileURL(path.join(import.meta.dirname, '../support/server/setClock.mjs')).href

/** Forward a day, back to before it began, and an hour either way, as clocks that are set by hand to summer time. */
const JUMPS = [DAY_MS, -DAY_MS, 3_600_000, -3_600_000, 0]

test('the clock of gateway and host jumps by days and hours: no session ends, no token is refused, nothing is lost', async () => {
  const clock = path.join(temporaryFolder(), 'clock')
  const set = (ms: number) => writeFileSync(clock, String(ms))
  set(0)
  const env = { NODE_OPTIONS: `--import ${SHIM}`, HOMEPORT_TEST_CLOCK: clock }
  const server = await startServer({ vault: 'file', env })
  onTestFinished(() => server.close())
  const made = await server.homeport('token', 'create', '--name', 'clock', '--scope', 'drive')
  const token = made.stdout.trim()
  const session = await server.program.createSession(server.folder('clock'))
  const host = new URL(server.info.ws_url).host
  const viewer = await Viewer.open(server.info.ws_url, token, host)
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  await viewer.say(session.id, 'before')
  await viewer.event(session.id, 'turn_completed')
  const program = programWith(server.info, token)
  const secret = new URL(await server.signInLink()).hash.replace('#secret=', '')
  const page = await signedIn(server.info.local_url, secret)
  const short = await page.freshToken()
  const { process_id } = await program.call<Session>('GET', `/api/session/${session.id}`)

  for (const [index, jump] of JUMPS.entries()) {
    set(jump)
    await viewer.say(session.id, `after ${index}`)
    await viewer.until(
      () =>
        viewer
          .session(session.id)
          .events.some(({ type, content }) => type === 'claude_response' && content === `You said: after ${index}`),
      `the answer after the jump by ${jump} ms`,
    )
    expect(viewer.closed).toBe(false)
    // The token opens another connection.
    const another = await Viewer.open(server.info.ws_url, token, host)
    await another.follow(session.id)
    await another.close()
    expect(await program.call<Session>('GET', `/api/session/${session.id}`)).toMatchObject({ process_id })
    // So does a short one from before the jump, for its fifteen minutes, and what it was made from makes others.
    for (const one of [short, await page.freshToken()]) {
      const again = programWith(server.info, one)
      expect(await again.call<Session>('GET', `/api/session/${session.id}`)).toMatchObject({ process_id })
      const third = await Viewer.open(server.info.ws_url, one, host)
      await third.follow(session.id)
      await third.close()
    }
    // The calendar really is another one there.
    const [last] = viewer.session(session.id).events.slice(-1)
    expect(Math.abs(Date.parse(last?.timestamp ?? '') - Date.now() - jump)).toBeLessThan(120_000)
  }
  const seqs = viewer.session(session.id).events.map(({ seq }) => seq)
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index))
})

/** As a page: its cookie makes short tokens. */
async function signedIn(url: string, secret: string) {
  const post = (address: string, body: object, cookie = '') =>
    fetch(`${url}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    })
  const [cookie = ''] = (await post('/auth/local', { secret })).headers.getSetCookie()
  return {
    freshToken: async () => {
      const answer = await post('/auth/refresh', {}, cookie.split(';')[0])
      const text = await answer.text()
      expect([answer.status, text]).toEqual([200, text])
      return (JSON.parse(text) as { access_token: string }).access_token
    },
  }
}
