import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { openRepository } from './gitScene.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

/** The same, with the message's field and what Claude does in answer to a prompt. */
async function opened(options: Parameters<typeof openRepository>[2] = {}) {
  const scene = await openRepository(visit, 'wide', options)
  const { gateway, session, pane } = scene
  const message = pane.getByLabel('Commit message')
  const isAsked = pane.getByText('Claude writes the message.')
  const ask = async () => {
    await pane.getByRole('button', { name: 'Ask Claude for a message' }).click()
    await isAsked.waitFor()
  }
  const claudeWrites = (text: string) =>
    session
      .write((log) => {
        log.text(text)
        log.turnEnd()
      })
      .forEach((event) => gateway.send(event))
  const read = (name: string) => scene.asked(name).length
  return { ...scene, message, isAsked, ask, claudeWrites, read }
}

test('what a person writes while Claude writes stays, and Claude’s message is offered', async () => {
  const { person, pane, message, isAsked, ask, claudeWrites } = await opened()
  await ask()
  await message.fill('mine')
  claudeWrites('```\npool: bound it\n\nIt grew.\n```')
  await pane.getByText('pool: bound it').waitFor()
  expect([await message.inputValue(), await isAsked.count()]).toEqual(['mine', 0])
  await person.expectAccessible()
  await pane.getByRole('button', { name: 'Use it' }).click()
  expect(await message.inputValue()).toBe('pool: bound it\n\nIt grew.')
  expect(await pane.getByRole('button', { name: 'Use it' }).count()).toBe(0)
})

test('a draft that comes late replaces nothing that was written meanwhile', async () => {
  const { gateway, pane, message } = await opened()
  const late = new EventEmitter()
  gateway.answers.overrides.set('git.draft_message', async () => {
    await once(late, 'written')
    return { message: 'Add a limit to the pool' }
  })
  await pane.getByRole('button', { name: 'Draft a message from the changes' }).click()
  await expect.poll(() => late.listenerCount('written')).toBe(1)
  await message.fill('mine')
  late.emit('written')
  await pane.getByRole('button', { name: 'Use it' }).waitFor()
  expect(await message.inputValue()).toBe('mine')
})

test('a commit ends the asking: what Claude writes after it is in the conversation alone', async () => {
  const { pane, message, isAsked, ask, claudeWrites, read } = await opened()
  await ask()
  await message.fill('mine')
  await pane.getByRole('button', { name: 'Commit', exact: true }).click()
  await expect.poll(() => isAsked.count()).toBe(0)
  expect(await message.inputValue()).toBe('')
  const before = read('git.status')
  claudeWrites('```\npool: bound it\n```')
  await expect.poll(() => read('git.status')).toBeGreaterThan(before)
  expect([await message.inputValue(), await pane.getByRole('button', { name: 'Use it' }).count()]).toEqual(['', 0])
})

test('what is written for the next commit, and the asking, outlive a reading that failed and every other view', async () => {
  const { gateway, person, pane, message, isAsked, ask, claudeWrites } = await opened({ tolerates: /status of 500/ })
  const { overrides } = gateway.answers
  const works = overrides.get('git.status')
  await ask()
  await message.fill('mine')
  overrides.set('git.status', () => {
    throw new HomeportError('INTERNAL_001', 'Git did not answer.')
  })
  await person.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  await pane.getByText('Git did not answer.').waitFor()
  overrides.set('git.status', works ?? (() => null))
  await pane.getByRole('button', { name: 'Try again' }).click()
  await isAsked.waitFor()
  expect(await message.inputValue()).toBe('mine')
  await pane.getByRole('button', { name: 'Session', exact: true }).click()
  await expect.poll(() => message.count()).toBe(0)
  claudeWrites('```\npool: bound it\n```')
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await pane.getByText('pool: bound it').waitFor()
  expect([await message.inputValue(), await isAsked.count()]).toEqual(['mine', 0])
})

test('what is shown stays through a refusal that passes, and is read anew with every new connection', async () => {
  const { gateway, person, pane, message, read } = await opened({
    tolerates: new RegExp(`${LOST_SERVER.source}|status of (?:409|500)`),
  })
  const { overrides } = gateway.answers
  const commit = 'c'.repeat(40)
  const main = { name: 'main', is_remote: false, is_current: false, upstream: null, ahead: 0, behind: 0 }
  const more = { is_elsewhere: false, commit, subject: 'x', committed_at: new Date().toISOString() }
  overrides.set('git.branches', () => ({ branches: [{ ...main, ...more }], more: 0 }))
  overrides.set('git.compare', () => ({ files: [], more: 0 }))
  await message.fill('mine')
  const compared = pane.getByLabel('Compared with')
  await compared.focus()
  await compared.selectOption('main')
  await pane.getByText('Nothing differs.').waitFor()
  gateway.isAway = true
  const [refusals, compares] = [gateway.refusals, read('git.compare')]
  await person.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
  await expect.poll(() => gateway.refusals).toBeGreaterThan(refusals + 1)
  gateway.hostIsBack()
  await expect.poll(() => read('git.compare')).toBeGreaterThan(compares)
  await compared.selectOption('')
  expect(await message.inputValue()).toBe('mine')
  const before = read('git.status')
  gateway.cut(1001)
  await expect.poll(() => read('git.status'), { timeout: 15_000 }).toBeGreaterThan(before)
})

test('a segment that is chosen with the keyboard keeps the focus', async () => {
  const { gateway, person, session, pane } = await opened()
  const isFocused = (name: string) =>
    pane.getByRole('button', { name, exact: true }).evaluate((button) => button === document.activeElement)
  await pane.getByRole('button', { name: 'Session', exact: true }).focus()
  await person.page.keyboard.press('Enter')
  await pane.getByText(/^No changes yet/).waitFor()
  expect(await isFocused('Session')).toBe(true)
  const listed = () => gateway.answers.calls.filter(({ name }) => name === 'changes.list').length
  await heard(person.page)
  const before = listed()
  session.write((log) => log.turnEnd()).forEach((event) => gateway.send(event))
  await expect.poll(listed).toBeGreaterThan(before)
  expect(await isFocused('Session')).toBe(true)
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).focus()
  await person.page.keyboard.press('Enter')
  await pane.getByText('pool.ts', { exact: true }).waitFor()
  expect(await isFocused('Uncommitted')).toBe(true)
})
