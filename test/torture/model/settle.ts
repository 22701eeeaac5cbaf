import type { Session } from '#shared/session/session.ts'
import type { TestServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'
import type { Client } from './client.ts'
import type { Model } from './model.ts'

/** FAILED: Claude Code was killed while it started. The session goes on all the same, see `goOn`. */
const AT_REST: readonly string[] = ['ACTIVE', 'SUSPENDED', 'FAILED']

const SETTLED_MS = 180_000

/**
 * Nothing is killed any more: answers what waits, lets go what is held, wakes what sleeps, until nothing is left to do in
 * any session. @throws Error naming what does not come to rest.
 */
export async function settle(
  server: TestServer,
  {
    client,
    model,
    sessions,
  }: { readonly client: Client; readonly model: Model; readonly sessions: readonly Session[] },
): Promise<void> {
  for (const { id } of sessions) {
    let last = ''
    await until(
      async () => {
        const viewer = await client.connected()
        const status = await statusOf(server, id)
        const [approvals, queue] = [model.openApprovals(viewer.session(id)), model.queue(viewer.session(id))]
        const tail = viewer
          .session(id)
          .events.slice(-12)
          .map((event) => JSON.stringify(event).slice(0, 400))
        last = `${JSON.stringify({ status, approvals, queue })}\n${tail.join('\n')}`
        if (approvals.length === 0 && queue.length === 0 && AT_REST.includes(status)) {
          return true
        }
        const ask = (type: string, data: object) => viewer.request(type, { session_id: id, data }).catch(() => null)
        for (const approval_id of approvals) {
          const reply = await ask('approval_answer', { approval_id, decision: 'allow' })
          if (reply !== null) {
            model.answered(id, approval_id, 'allow')
          }
        }
        if (queue.length > 0 && approvals.length === 0) {
          await ask('session_control', { action: 'run_queue' })
        }
        return false
      },
      { what: `${id} to rest`, ms: SETTLED_MS },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${last}\n${server.stderr().slice(-6_000)}`)
    })
  }
}

/** Empty while the server does not answer. */
async function statusOf(server: TestServer, id: string): Promise<string> {
  return server.program.call<Session>('GET', `/api/session/${id}`).then(
    ({ status }) => status,
    () => '',
  )
}

/** Each session answers one more prompt, whatever became of it. */
export async function goOn(
  server: TestServer,
  { client, sessions }: { readonly client: Client; readonly sessions: readonly Session[] },
): Promise<void> {
  for (const { id } of sessions) {
    const viewer = await client.connected()
    if ((await statusOf(server, id)) === 'FAILED') {
      await viewer.request('session_control', { session_id: id, data: { action: 'resume' } })
    }
    const afterSeq = viewer.session(id).headSeq ?? 0
    const message = await lastWords(client, id)
    const since = () => client.known(id).events.filter(({ seq }) => seq > afterSeq)
    const isAnswered = () => {
      const [prompt, answer, end] = [
        since().findIndex((event) => event.type === 'user_message' && event.data.message_id === message),
        since().findIndex(
          ({ type, content }) => type === 'claude_response' && content === `You said: last words for ${id}`,
        ),
        since().findLastIndex(({ type }) => type === 'turn_completed'),
      ]
      return prompt !== -1 && answer > prompt && end > answer
    }
    await until(async () => (await client.connected()) !== null && isAnswered(), {
      what: `the answer to the last words for ${id}`,
      ms: SETTLED_MS,
    }).catch((error: unknown) => {
      throw new Error(
        `${String(error)}\n${since()
          .map((event) => JSON.stringify(event).slice(0, 400))
          .join('\n')}`,
      )
    })
  }
}

/** The network is as it was: what is lost with a connection is said again, as a page does. @throws Error when it stays lost. */
async function lastWords(client: Client, id: string): Promise<string> {
  let last: unknown = null
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      return await (await client.connected()).say(id, `last words for ${id}`, { idempotency_key: `last-${id}` })
    } catch (error) {
      last = error
    }
  }
  throw last
}
