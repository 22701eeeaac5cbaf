import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { PanesOfTest } from '#test/renderer/panes/panes.tsx'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'

let script: string
let chromium: Chromium

beforeAll(async () => {
  script = await bundle()
  chromium = await openChromium()
})

afterAll(async () => {
  await chromium.close()
})

test('two panes show two sessions, each with its own events, and closing one ends that one alone', async () => {
  const { panes, frames, show, says } = await opened()
  const [one, other] = [aSession('hello'), aSession('other')]
  await show(one, other)
  await panes.nth(1).waitFor()
  expect(await frames('subscribe')).toEqual([one.id, other.id])
  await says(one)
  await panes.first().getByText('hello').waitFor()
  expect(await panes.allInnerTexts()).toEqual(['hello', 'loading'])
  await says(other)
  await panes.nth(1).getByText('other').waitFor()
  await show(one)
  await panes.nth(1).waitFor({ state: 'detached' })
  await expect.poll(() => frames('unsubscribe')).toEqual([other.id])
  expect(await panes.allInnerTexts()).toEqual(['hello'])
})

test('two panes on one session share one subscription, which ends with the last of them', async () => {
  const { panes, frames, show, says } = await opened()
  const session = aSession('hello')
  await show(session, session)
  await panes.nth(1).waitFor()
  expect(await frames('subscribe')).toEqual([session.id])
  await says(session)
  await panes.nth(1).getByText('hello').waitFor()
  expect(await panes.allInnerTexts()).toEqual(['hello', 'hello'])
  await show(session)
  await panes.nth(1).waitFor({ state: 'detached' })
  expect(await frames('unsubscribe')).toEqual([])
  expect(await panes.allInnerTexts()).toEqual(['hello'])
  await show()
  await expect.poll(() => frames('unsubscribe')).toEqual([session.id])
})

/** The panes as one script: React itself, its effects, and the page's registry of sessions over a fake socket. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: path.join(import.meta.dirname, '../../..'),
    plugins: [react()],
    build: { write: false, rolldownOptions: { input: 'test/renderer/panes/panes.tsx' } },
  })
  const scripts = ('output' in result ? result.output : []).flatMap((part) =>
    part.type === 'chunk' ? [part.code] : [],
  )
  expect(scripts).toHaveLength(1)
  return scripts.join('')
}

async function opened() {
  const { page } = await chromium.person('wide', {})
  await page.setContent('<!doctype html><title>Panes</title>')
  await page.addScriptTag({ type: 'module', content: script })
  await page.waitForFunction(() => window.panesOfTest !== undefined)
  return {
    panes: page.getByRole('region', { name: 'Pane' }),
    frames: async (type: string) => {
      const sent = await page.evaluate(() => window.panesOfTest?.sent() ?? [])
      return sent.filter((frame) => frame['type'] === type).map(({ session_id }) => session_id)
    },
    show: (...sessions: readonly FakeSession[]) =>
      page.evaluate(
        (ids) => window.panesOfTest?.show(ids),
        sessions.map(({ id }) => id),
      ),
    says: ({ id, header, log }: FakeSession) => {
      const snapshot = { first_seq: 1, events: log.events }
      const data = { verdict: 'snapshot', head_seq: log.head, ...header, snapshot }
      const frame = { type: 'subscribed', session_id: id, data, timestamp: new Date().toISOString() }
      return page.evaluate((said) => window.panesOfTest?.says(said), frame as Parameters<PanesOfTest['says']>[0])
    },
  }
}

function aSession(text: string): FakeSession {
  const session = new FakeSession()
  session.write((log) => log.text(text))
  return session
}
