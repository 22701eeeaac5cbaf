import { afterEach, expect, test, vi } from 'vitest'
import { requestHttp } from '#renderer/connection/http.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const route = { method: 'GET', path: '/api/things' } as const

/** What the page asks is answered piece by piece. */
function answering(status = 200) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined
  vi.stubGlobal('fetch', async (_url: string, { signal }: RequestInit) => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) })
    signal?.addEventListener('abort', () => stream?.error(signal.reason))
    return new Response(body, { status })
  })
  const asked = requestHttp(route, {}, 'unsigned').then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  return {
    asked,
    says: async (text: string) => {
      await settled()
      stream?.enqueue(new TextEncoder().encode(text))
      await settled()
    },
    ends: () => stream?.close(),
    breaks: () => stream?.error(new TypeError('network error')),
  }
}

/** Streams go on in turns of the event loop. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const noAnswer = { code: 'INTERNAL_001', details: { retry_possible: true } }

test('an answer that is slow but goes on is read to its end, however long that takes', async () => {
  const { asked, says, ends } = answering()
  await says('{"a":')
  for (let minutes = 0; minutes < 6; minutes += 1) {
    vi.advanceTimersByTime(100_000)
    await says(' ')
  }
  await says('1}')
  ends()
  expect(await asked).toEqual({ value: { a: 1 } })
  expect(vi.getTimerCount()).toBe(0)
})

test('an answer that falls silent half way is none, and may be asked for again', async () => {
  const { asked, says } = answering()
  await says('{"a":')
  vi.advanceTimersByTime(120_001)
  expect(await asked).toMatchObject({ error: noAnswer })
})

test('an answer that breaks off, or is none of ours, is no success', async () => {
  const broken = answering()
  await broken.says('{"a":')
  broken.breaks()
  expect(await broken.asked).toMatchObject({ error: noAnswer })
  const foreign = answering()
  await foreign.says('<html>')
  foreign.ends()
  expect(await foreign.asked).toMatchObject({ error: noAnswer })
})

test('a refusal without words of the workstation’s tells its status', async () => {
  const { asked, says, ends } = answering(502)
  await says('<html>')
  ends()
  expect(await asked).toMatchObject({ error: { code: 'INTERNAL_001', details: { status: 502, retry_possible: true } } })
})
