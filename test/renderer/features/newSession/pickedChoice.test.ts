import { expect, test } from 'vitest'
import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import { choiceFor } from '#renderer/features/newSession/pickedChoice.ts'
import { NEW_CLONE, type WorkspaceChoice } from '#renderer/features/newSession/workspaceChoice.ts'

const last: Choice = { model: '', mode: 'plan', effort: null }
const skipsAll: Choice = { model: 'opus', mode: 'bypassPermissions', effort: null }
const asks: Choice = { model: 'opus', mode: 'default', effort: null }
const none: WorkspaceChoice = { kind: 'none' }
const managed: WorkspaceChoice = { kind: 'managed', name: '' }
const folder = (path: string): WorkspaceChoice => ({ kind: 'folder', path })

test('what is picked holds for its folder alone', () => {
  const begins = (workspace: WorkspaceChoice, picked: WorkspaceChoice, choice = asks) =>
    choiceFor({ workspace: picked, choice }, { workspace, isChosen: true }, last)
  expect(begins(folder('/a'), folder('/a'))).toBe(asks)
  expect(begins(folder('/b'), folder('/a'))).toBe(last)
  for (const toBeMade of [NEW_CLONE, managed]) {
    expect(begins(folder('/a'), toBeMade, skipsAll)).toBe(last)
  }
  expect(begins(managed, NEW_CLONE)).toBe(last)
  expect(choiceFor(null, { workspace: folder('/a'), isChosen: true }, last)).toBe(last)
})

test('what is picked for a folder that is to be made stays while its name or address is typed', () => {
  const picked = { workspace: NEW_CLONE, choice: skipsAll }
  const workspace = { ...NEW_CLONE, url: 'https://example.com/a.git' }
  expect(choiceFor(picked, { workspace, isChosen: true }, last)).toBe(skipsAll)
})

test('what is picked before any folder was there is kept when one comes by itself, never that all approvals are skipped', () => {
  const begins = (choice: Choice, isChosen: boolean) =>
    choiceFor({ workspace: none, choice }, { workspace: folder('/a'), isChosen }, last)
  expect(begins(asks, false)).toBe(asks)
  expect(begins(skipsAll, false)).toEqual({ ...skipsAll, mode: 'plan' })
  expect(begins(asks, true)).toBe(last)
})
