import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { BrowserOptions, Device } from '#test/support/browser/browser.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

async function open(path: string, device: Device = 'wide', options: BrowserOptions = {}) {
  const opened = await visit('/nowhere', device, options)
  const { history } = opened.gateway.answers
  history.add('c1', ['Why does every request open a new connection?', 'A connection pool opens at most 20.'])
  history.add('c2', ['Load test with 500 clients', 'It exhausts the connection pool after 40 s.'], { cost_usd: 1.1 })
  history.add('c3', ['Dark mode', 'The colours are tokens.'], { project: '/home/me/code/website' })
  await opened.person.open(path)
  return opened
}

test('conversations are found by words, marked, opened read only, and resumed', async () => {
  const { gateway, person, sessions } = await open('/history')
  await person.sees('3 conversations')
  await person.page.getByRole('textbox', { name: 'Search all conversations' }).fill('connection pool')
  await person.sees(/2 matches in 2 conversations · \d+ ms/)
  expect(await person.page.locator('mark').allTextContents()).toEqual(['connection pool', 'connection pool'])
  await person.expectAccessible()
  await person.page.getByRole('link', { name: /^Why does every/ }).click()
  await person.page.waitForURL(/\/history\?q=connection\+pool&open=c1&at=c1-a$/)
  const log = person.page.getByRole('log')
  await log.getByText('A connection pool opens at most 20.').waitFor()
  await person.sees(/^Started .* · 1 turn · 6 k tokens · \$0\.12 · Opus 5\.5$/)
  await person.sees('Match 1 of 1')
  const marked = () => person.page.evaluate(() => [...(CSS.highlights.get('found-words') ?? [])].map(String))
  await expect.poll(async () => (await marked()).toSorted()).toEqual(['connection', 'connection', 'pool'])
  expect(await log.getByRole('button', { name: /Fork|Retry|Edit and resend|Copy link/ }).count()).toBe(0)
  await person.expectAccessible()
  gateway.answers.overrides.set('history.resume', () => sessions.working.header.session)
  await person.presses('Resume')
  await person.page.waitForURL(/\/session\//)
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'history.resume')?.params)
    .toEqual({
      conversation_id: 'c1',
    })
})

test('the address keeps what is looked for, Back returns to the list, and filters narrow it', async () => {
  const { gateway, person } = await open('/history?q=connection', 'phone')
  await person.sees(/It exhausts the/)
  await person.page.getByRole('link', { name: /^Load test/ }).click()
  await person.page.getByRole('log').waitFor()
  expect(await person.page.getByRole('textbox', { name: /^Search all/ }).count()).toBe(0)
  await person.expectAccessible()
  await person.page.goBack()
  await person.sees(/It exhausts the/)
  await person.page.getByRole('combobox', { name: 'Project' }).selectOption({ label: 'website' })
  await person.sees('No match for “connection”')
  await person.presses('Clear filters')
  await person.sees('Dark mode')
  expect(new URL(person.address()).search).toBe('')
  await person.page.getByRole('combobox', { name: 'Time' }).selectOption('7')
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'history.list')?.params['from'])
    .toMatch(/^\d{4}-\d\d-\d\d$/)
  await person.expectAccessible()
})

test('while transcripts are read, it says how far it is; what was never there is told', async () => {
  const { gateway, person } = await open('/history?open=c9', 'wide', { tolerates: /status of 404/ })
  gateway.answers.history.indexing = { done: 120, total: 4_000 }
  await person.sees('There is no such conversation. It may belong to another person.')
  await person.reload()
  await person.sees('Indexing 120 of 4,000')
  gateway.answers.history.indexing = null
  await expect.poll(() => person.page.getByText(/^Indexing/).count()).toBe(0)
})

test('another branch of a conversation is opened from the one that a resume goes on with', async () => {
  const { gateway, person } = await open('/history')
  gateway.answers.history.branches = [{ leaf: 'l1', text: 'Rather red', at: '2026-11-20T09:00:00.000Z' }]
  await person.open('/history?open=c3')
  await person.page.getByRole('combobox', { name: 'Branch' }).selectOption({ label: 'Branch: Rather red' })
  await person.page.waitForURL(/leaf=l1/)
  await expect
    .poll(() => gateway.answers.calls.findLast(({ name }) => name === 'history.read')?.params['leaf'])
    .toBe('l1')
})

test('a conversation is saved as Markdown, as a page of its own, and as JSON; nothing in it runs', async () => {
  const { gateway, person } = await open('/history')
  gateway.answers.history.add('c4', ['<img src=x onerror=alert(1)>', 'An answer with ```` fences'], {
    title: 'Ships & <b>boats</b>',
  })
  await person.open('/history?open=c4')
  await person.page.getByRole('log').waitFor()
  const saved = async (format: string) => {
    await person.presses(/^Export/)
    const download = person.page.waitForEvent('download')
    await person.page.getByRole('menuitem', { name: new RegExp(`^${format}`) }).click()
    const file = await download
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
  }
  const markdown = await saved('Markdown')
  expect(markdown.name).toBe('Ships-b-boats-b.md')
  expect(markdown.text).toMatch(/^# Ships & <b>boats<\/b>\n\n[^]*## You, [^]*An answer with/)
  const page = await saved('Web page')
  expect(page.text).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(page.text).not.toContain('<img')
  const json: unknown = JSON.parse((await saved('JSON')).text)
  expect(json).toMatchObject({ conversation: { conversation_id: 'c4' }, events: [{ type: 'user_message' }, {}, {}] })
})

test('who may only look reads, and is not offered to resume', async () => {
  const { gateway, person } = await open('/nowhere')
  gateway.scopes = ['read']
  await person.open('/history?open=c1')
  await person.page.getByRole('log').getByText('A connection pool opens at most 20.').waitFor()
  expect(await person.button('Resume').count()).toBe(0)
})
