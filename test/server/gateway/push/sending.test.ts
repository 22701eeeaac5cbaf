import { expect, test } from 'vitest'
import { isPrivateAllowed } from '#server/gateway/push/elsewhere/target.ts'
import { createPost } from '#server/gateway/push/sending/post.ts'
import { type Outcome, createQueue } from '#server/gateway/push/sending/queue.ts'
import { configureLogging } from '#server/platform/log/log.ts'

configureLogging({ level: 'silent' })

test('what fails beyond all expectation neither ends the gateway nor silences the receiver', async () => {
  const tried: string[] = []
  const accepted: Outcome = { kind: 'accepted', text: 'It was taken.' }
  const queue = createQueue<string, string>({
    timers: { delay: async () => undefined },
    over: new AbortController().signal,
    keyOf: (to) => to,
    attempt: async (_to, message) => {
      tried.push(message)
      if (message === 'first') {
        throw new Error('database or disk is full')
      }
      return accepted
    },
    isWanted: () => true,
  })
  queue.add('ada', 'first')
  queue.add('ada', 'second')
  await expect.poll(() => tried).toEqual(['first', 'second'])
  queue.add('ada', 'third')
  await expect.poll(() => tried).toEqual(['first', 'second', 'third'])
})

const find = () => new Promise<never>(() => undefined)

test('a search for a name that never ends is given up, in time and when all is over', async () => {
  const message = { url: new URL('https://example.org/x'), headers: {}, body: Buffer.alloc(0) }
  const post = createPost({ find, mayBePrivate: () => false, within_ms: 20 })
  await expect(post({ ...message, over: new AbortController().signal })).rejects.toThrow('no answer in time')
  const over = new AbortController()
  const slow = createPost({ find, mayBePrivate: () => false })({ ...message, over: over.signal })
  over.abort(new Error('the gateway ends'))
  await expect(slow).rejects.toThrow('the gateway ends')
})

test.each([
  ['http://ntfy.lan/x', 'ntfy.lan:80', true],
  ['https://ntfy.lan/x', 'ntfy.lan:443', true],
  ['https://ntfy.lan/x', 'ntfy.lan:80', false],
  ['https://ntfy.lan/x', 'NTFY.lan', true],
  ['http://ntfy.lan:8080/x', 'ntfy.lan', true],
  ['http://ntfy.lan:8080/x', 'ntfy.lan:8081', false],
  ['http://[fd00::1]:8080/x', '[fd00:0::1]:8080', true],
  ['http://[fd00::1]/x', 'FD00:0:0::1', true],
  ['http://[fd00::1]/x', '[fd00::1]:81', false],
  ['smtp://mail.lan', 'mail.lan:587', true],
  ['http://ntfy.lan/x', 'not a host', false],
])('%s where the owner named %s: %s', (url, named, isAllowed) => {
  expect(isPrivateAllowed(new URL(url), [named])).toBe(isAllowed)
})
