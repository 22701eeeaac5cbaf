import { afterEach, expect, test, vi } from 'vitest'
import { requestHttp } from '#renderer/connection/http.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const route = { method: 'GET', path: '/api/things' } as const

/** What the page asks is answered piece by piece. */
function answering(status = 200) {
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined
  vi.stubGlobal('fetch', async () => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (stream = controller) })
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
    breaks: (reason: Error) => stream?.error(reason),
  }
}

/** Streams go on in turns of the event loop. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const noAnswer = { code: 'INTERNAL_001', details: { retry_possible: true } }

test.each([
  ['breaks off', new TypeError('network error')],
  ['is not whole when its time is over', new DOMException('signal timed out', 'TimeoutError')],
])('an answer that %s is none, and may be asked for again', async (_, reason) => {
  const { asked, says, breaks } = answering()
  await says('{"a":')
  breaks(reason)
  expect(await asked).toMatchObject({ error: noAnswer })
})

test('what answers as something else, such as the page of a network, is no success', async () => {
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
