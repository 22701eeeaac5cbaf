import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'
import { ownWorld } from './world.ts'

const world = ownWorld()

test('the whole way with the keyboard alone: start, approve, deny, read on, look around, find, lock down, and back', async () => {
  const folder = world.server.folder('keys')
  await world.server.program.createSession(folder, { name: 'An older one' })
  const person = await world.chromium.person('wide')
  await person.signIn(await world.server.signInLink())
  await person.sees('An older one')
  await leaveFields(person)

  // A new session in the folder that was used last.
  await person.types('c')
  await focusIs(person, 'What should Claude do?')
  await person.writes(writes(folder, 'first.txt'))
  await person.types('Enter')
  await person.card('first.txt').waits()

  // The keys of an approval.
  await leaveFields(person)
  await person.types('j')
  await reaches(person, '[data-card]')
  await person.types('a')
  await person.seesTurnEnd(1)
  expect(existsSync(path.join(folder, 'first.txt'))).toBe(true)

  // The next one is denied, with a reason.
  await toComposer(person)
  await person.writes(writes(folder, 'second.txt'))
  await person.types('Enter')
  await person.card('second.txt').waits()
  await leaveFields(person)
  await person.types('j')
  await reaches(person, '[data-card]')
  await person.types('d')
  await focusIs(person, 'Tell Claude why (optional)')
  await person.writes('Not this one')
  await person.tabsTo('Deny')
  await person.types('Enter')
  await person.seesTurnEnd(2)
  expect(existsSync(path.join(folder, 'second.txt'))).toBe(false)

  // What changed, in the pane beside it, tab by tab, and back.
  await person.types('Control+j')
  await person.page.getByRole('tablist', { name: 'Details' }).waitFor()
  await reaches(person, '[role="tab"]', 'Tab')
  await person.types('Home')
  await person.page.getByRole('tab', { name: 'Changes', selected: true }).waitFor()
  for (const tab of ['Files', 'Terminal', 'Info', 'Tasks']) {
    await person.types('ArrowRight')
    await person.page.getByRole('tab', { name: tab, selected: true }).waitFor()
  }
  await person.types('Control+j')
  await person.page.getByRole('tablist', { name: 'Details' }).waitFor({ state: 'detached' })

  // To every page, by the search over everything.
  for (const [words, heading] of [
    ['History', 'History'],
    ['Usage', 'Usage'],
    ['Settings', 'Settings'],
    ['Machine', 'Machine'],
  ] as const) {
    await goesTo(person, words)
    await person.page.getByRole('heading', { level: 1, name: heading }).waitFor()
  }

  // The panic dialog opens on its safe button; Esc leaves it, and the focus returns.
  await person.tabsTo('Lock down…')
  await person.types('Enter')
  await person.page.getByRole('dialog').waitFor()
  await focusIs(person, 'Cancel')
  await person.types('Escape')
  await person.page.getByRole('dialog').waitFor({ state: 'detached' })
  await focusIs(person, 'Lock down…')

  // Back to the session, and another model for it.
  await goesTo(person, 'An older one')
  await person.page.getByRole('heading', { level: 1, name: 'An older one' }).waitFor()
  await person.leave()
})

function writes(folder: string, name: string): string {
  return `@tool Write ${JSON.stringify({ file_path: path.join(folder, name), content: 'x' })}`
}

/** Single letters are shortcuts only where nothing is written. */
async function leaveFields({ page }: Person): Promise<void> {
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => !/^(?:INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? ''))
}

async function toComposer(person: Person): Promise<void> {
  await person.composer().waitFor()
  await person.tabsTo('Message to Claude')
}

/** On with a key until the focus is there. */
async function reaches({ page }: Person, selector: string, key: 'j' | 'Tab' = 'j'): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) {
      return
    }
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${selector}.`)
}

async function focusIs({ page }: Person, name: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const at = document.activeElement
    const label = at instanceof HTMLElement && 'labels' in at ? (at as HTMLInputElement).labels?.[0] : undefined
    const names = [at?.getAttribute('aria-label'), label?.querySelector('span')?.textContent, at?.textContent]
    return names.some((one) => one?.trim() === wanted)
  }, name)
}

async function goesTo({ page }: Person, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const search = page.getByRole('dialog').getByRole('combobox')
  await search.waitFor()
  await page.keyboard.insertText(words)
  await page.getByRole('option', { name: words }).first().waitFor()
  await page.keyboard.press('Enter')
  await search.waitFor({ state: 'detached' })
}
