import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

/** Two real sessions side by side in one page. */
async function twoSessions(names: readonly [string, string]) {
  const folders = names.map((name) => world.server.folder(name))
  const [first, second] = await Promise.all(folders.map((folder) => world.server.program.createSession(folder)))
  const person = await world.enters('wide')
  await person.open(`/session/${first?.id}?beside=${second?.id}`)
  const columns = person.page.locator('[data-column]')
  await columns.nth(1).getByRole('textbox', { name: 'Message to Claude' }).waitFor()
  await columns.nth(0).getByRole('textbox', { name: 'Message to Claude' }).waitFor()
  const [left, right] = [first, second].map((session) => {
    const at = person.page.locator(`[data-column="${session?.id}"]`)
    return {
      at,
      says: async (words: string) => {
        await at.getByRole('textbox', { name: 'Message to Claude' }).fill(words)
        await at.getByRole('textbox', { name: 'Message to Claude' }).press('Enter')
      },
    }
  })
  if (first === undefined || second === undefined || left === undefined || right === undefined) {
    throw new Error('there are not two')
  }
  return { person, columns, folders, first, second, left, right }
}

/** Asks to make a file. */
function touch(name: string): string {
  return `@tool Bash ${JSON.stringify({ command: `touch ${name}.txt`, description: 'Make it' })}\n@text Made ${name}.`
}

test('two sessions work and ask side by side; each takes its own messages and answers', async () => {
  const { person, folders, left, right } = await twoSessions(['pier', 'quay'])
  await left.says(touch('pier'))
  await right.says(touch('quay'))
  await left.at.getByRole('button', { name: 'Allow once' }).waitFor()
  await right.at.getByRole('button', { name: 'Allow once' }).waitFor()
  await person.expectAccessible()
  await right.at.getByRole('button', { name: 'Allow once' }).click()
  await right.at.getByText('Made quay.', { exact: true }).waitFor()
  expect(existsSync(path.join(folders[1] ?? '', 'quay.txt'))).toBe(true)
  expect(existsSync(path.join(folders[0] ?? '', 'pier.txt'))).toBe(false)
  expect(await left.at.getByText('Made quay.', { exact: true }).count()).toBe(0)
  await person.reload()
  await left.at.getByRole('button', { name: 'Allow once' }).click()
  await left.at.getByText('Made pier.', { exact: true }).waitFor()
  await right.at.getByText('Made quay.', { exact: true }).waitFor()
})

test('a session that another device deletes closes its column; one that was never there says so', async () => {
  const { person, columns, first, second, left, right } = await twoSessions(['mole', 'buoy'])
  await world.server.program.call('POST', `/api/session/${second.id}/delete`)
  await right.at.waitFor({ state: 'detached' })
  await person.sees(/was deleted\.$/)
  expect(new URL(person.address()).search).toBe('')
  await left.says('@text Still here.')
  await left.at.getByText('Still here.', { exact: true }).waitFor()

  await person.open(`/session/${first.id}?beside=${crypto.randomUUID()}`)
  const empty = columns.nth(1)
  await empty.getByRole('alert').waitFor()
  await left.at.getByText('Still here.', { exact: true }).waitFor()
  await empty.getByRole('button', { name: 'Close this column' }).click()
  await expect.poll(() => columns.count()).toBe(1)
})
