import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { Retries } from '#shared/client/retries.ts'
import { Queries, RETAIN_MS } from '#renderer/state/query.ts'
import { globalTimers } from '#test/fakes/globalTimers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const passing = () => new HomeportError('SESSION_003', 'The host is away.', { details: { retry_possible: true } })
const lasting = () => new HomeportError('SETTINGS_001', 'It cannot be read.')

test('nothing is asked before somebody watches it; then it is loading, and then there', async () => {
  const { query, answers } = setup()
  expect(query.get()).toEqual({ kind: 'loading' })
  expect(answers).toHaveLength(0)
  query.watch()
  await answer(answers[0], 'one')
  expect(query.get()).toEqual({ kind: 'ready', value: 'one', isAsking: false })
})

test('the last question wins, however late an earlier one is answered', async () => {
  const { query, answers } = setup()
  query.watch()
  void query.refresh()
  await answer(answers[1], 'new')
  await answer(answers[0], 'old')
  expect(query.get()).toMatchObject({ value: 'new' })
})

test('what a change answered with is newer than what was asked before it', async () => {
  const { query, answers } = setup()
  query.watch()
  query.set('changed')
  await answer(answers[0], 'before the change')
  expect(query.get()).toMatchObject({ value: 'changed', isAsking: false })
})

test('what is shown stays while it is asked anew, and when that fails for a moment only', async () => {
  const { query, answers } = setup()
  query.watch()
  await answer(answers[0], 'one')
  void query.refresh()
  expect(query.get()).toEqual({ kind: 'ready', value: 'one', isAsking: true })
  await refuse(answers[1], passing())
  expect(query.get()).toEqual({ kind: 'ready', value: 'one', isAsking: false })
  void query.refresh()
  await refuse(answers[2], lasting())
  expect(query.get()).toEqual({ kind: 'failed', message: 'It cannot be read.', mayNot: false })
})

test('a refusal that passes is asked again at the cure; one that stays is not', async () => {
  const { query, answers, cures } = setup()
  query.watch()
  await refuse(answers[0], passing())
  expect(query.get()).toMatchObject({ kind: 'failed', message: 'The host is away.' })
  cures.retryAll()
  expect(answers).toHaveLength(2)
  await refuse(answers[1], lasting())
  cures.retryAll()
  expect(answers).toHaveLength(2)
})

test('after a reconnect whatever somebody watches is asked anew, and nothing else', async () => {
  const { query, queries, answers, comeBack } = setup()
  const unwatched = vi.fn<() => Promise<string>>().mockResolvedValue('x')
  await queries.define({ key: 'unwatched', fetch: unwatched, needs: 'read' }).refresh()
  query.watch()
  await answer(answers[0], 'one')
  comeBack()
  expect(answers).toHaveLength(2)
  expect(unwatched).toHaveBeenCalledTimes(1)
})

test('a list that somebody may have paged through stays as it is after a reconnect, unless it failed', async () => {
  const { queries, answers, fetch, comeBack } = setup()
  const paged = queries.define({ key: 'paged', fetch, needs: 'read', isPaged: true })
  paged.watch()
  await answer(answers[0], 'page one')
  void paged.update(fetch)
  await answer(answers[1], 'pages one and two')
  comeBack()
  expect(answers).toHaveLength(2)
  void paged.refresh()
  await refuse(answers[2], lasting())
  comeBack()
  expect(answers).toHaveLength(4)
})

test('an older page that was refused for a moment is asked for again, not the first one', async () => {
  const { query, answers, cures } = setup()
  query.watch()
  await answer(answers[0], 'page one')
  const older = vi.fn<() => Promise<string>>().mockRejectedValueOnce(passing()).mockResolvedValueOnce('both')
  await query.update(older)
  cures.retryAll()
  await settled()
  expect(query.get()).toMatchObject({ value: 'both' })
  expect(answers).toHaveLength(1)
})

test('under one key there is one question and one answer, whoever asks', async () => {
  const { query, queries, answers, fetch } = setup()
  const same = queries.define({ key: 'things', fetch, needs: 'read' })
  query.watch()
  same.watch()
  expect(answers).toHaveLength(1)
  await answer(answers[0], 'one')
  expect(same.get()).toMatchObject({ value: 'one' })
})

test('what nobody reads any more is asked no more, and forgotten after a minute', async () => {
  const { query, answers, cures } = setup()
  const stops = [query.watch(), query.watch()]
  await answer(answers[0], 'one')
  stops[0]?.()
  vi.advanceTimersByTime(2 * RETAIN_MS)
  expect(query.get()).toMatchObject({ value: 'one' })
  void query.refresh()
  await refuse(answers[1], passing())
  stops[1]?.()
  cures.retryAll()
  expect(answers).toHaveLength(2)
  vi.advanceTimersByTime(RETAIN_MS - 1)
  expect(query.get()).toMatchObject({ value: 'one' })
  vi.advanceTimersByTime(1)
  expect(query.get()).toEqual({ kind: 'loading' })
})

test('who comes back within the minute finds what they left, and the newest soon after', async () => {
  const { query, answers } = setup()
  query.watch()()
  await answer(answers[0], 'one')
  vi.advanceTimersByTime(RETAIN_MS - 1)
  query.watch()
  vi.advanceTimersByTime(2 * RETAIN_MS)
  expect(query.get()).toEqual({ kind: 'ready', value: 'one', isAsking: true })
  expect(answers).toHaveLength(2)
})

test('what somebody may not ask for is not asked for', async () => {
  const { query, answers, allowed } = setup()
  allowed.delete('read')
  query.watch()
  expect(query.get()).toEqual({ kind: 'failed', message: '', mayNot: true })
  expect(answers).toHaveLength(0)
  allowed.add('read')
  await Promise.all([query.refresh(), refuse(answers[0], new HomeportError('AUTH_006', 'Not for you.'))])
  expect(query.get()).toEqual({ kind: 'failed', message: 'Not for you.', mayNot: true })
})

test('readers are told of every change, until they stop', async () => {
  const { query, answers } = setup()
  const told = vi.fn<() => void>()
  const stop = query.subscribe(told)
  query.watch()
  await answer(answers[0], 'one')
  expect(told).toHaveBeenCalledTimes(1)
  stop()
  query.set('two')
  expect(told).toHaveBeenCalledTimes(1)
})

interface Answer {
  readonly resolve: (value: string) => void
  readonly reject: (error: Error) => void
}

function setup() {
  const cures = new Retries(globalTimers)
  const answers: Answer[] = []
  const backs: (() => void)[] = []
  const allowed = new Set(['read'])
  const queries = new Queries({
    cures,
    may: (needs) => allowed.has(needs),
    onBack: (listener) => void backs.push(listener),
    poll: () => () => {},
  })
  const fetch = () => new Promise<string>((resolve, reject) => answers.push({ resolve, reject }))
  const query = queries.define({ key: 'things', fetch, needs: 'read' })
  return { queries, query, answers, cures, allowed, fetch, comeBack: () => backs.forEach((back) => back()) }
}

async function answer(question: Answer | undefined, value: string): Promise<void> {
  question?.resolve(value)
  await settled()
}

async function refuse(question: Answer | undefined, error: Error): Promise<void> {
  question?.reject(error)
  await settled()
}

/** Everything that was promised has happened. */
async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}
