import { performance } from 'node:perf_hooks'
import { type Bench, repeat } from '../bench.ts'
import { type Account, Client } from '../support/client.ts'
import { seedConversation } from '../support/conversation.ts'
import { startWithFakeClaude } from '../support/manySessions.ts'
import { medianRow } from '../report/row.ts'

const EVENTS = 5000
const GOAL_MS = 150

/** A program that lost its connection gets 5,000 durable events: from opening the socket to the last of them. */
export const benchCatchUp: Bench = async ({ quick, apiUrl }) => {
  let product = await startWithFakeClaude(apiUrl)
  try {
    const sessionId = await product.client.createSession(product.project)
    const { dataDir } = product
    product = await product.restart(() => seedConversation(dataDir, sessionId, EVENTS + 10))
    const { account } = product
    const samples = await repeat(quick ? 3 : 20, () => catchUp(account, sessionId))
    return [
      medianRow({
        what: 'catch-up of 5,000 events after a reconnect',
        goal: GOAL_MS,
        unit: 'ms',
        samples,
        note: 'socket opened, signed in, subscribed, every frame received and parsed',
      }),
    ]
  } finally {
    await product.close()
  }
}

async function catchUp(account: Account, sessionId: string): Promise<number> {
  const started = performance.now()
  const client = await Client.open(account)
  let received = 0
  const done = new Promise<number>((resolve) => {
    client.listen(({ frame, at }) => {
      received += frame.seq === undefined ? 0 : 1
      if (received === EVENTS) {
        resolve(at)
      }
    })
  })
  const subscribed = await client.ask('subscribe', { session_id: sessionId, after_seq: 10 })
  if (subscribed.data?.['verdict'] !== 'replay') {
    throw new Error(`The verdict was ${String(subscribed.data?.['verdict'])}, not a replay.`)
  }
  const at = await done
  client.close()
  return at - started
}
