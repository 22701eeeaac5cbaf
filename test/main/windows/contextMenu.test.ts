import { expect, test } from 'vitest'
import { contextMenu } from '#main/windows/contextMenu.ts'
import type { ContextPart } from '#main/electronWindow.ts'
import { MenuDouble } from '#test/fakes/electron/menuDouble.ts'

const nothing: ContextPart = {
  linkURL: '',
  selectionText: '',
  isEditable: false,
  misspelledWord: '',
  dictionarySuggestions: [],
  editFlags: { canCut: true, canCopy: true, canPaste: true, canSelectAll: true },
}

function setup(at: Partial<ContextPart>) {
  const done: string[] = []
  const template = contextMenu(
    { ...nothing, ...at },
    {
      replaceMisspelling: (word) => done.push(`replace ${word}`),
      learnWord: (word) => done.push(`learn ${word}`),
      copy: (text) => done.push(`copy ${text}`),
    },
  )
  return { menu: new MenuDouble(template), template, done }
}

test('in a field everything about text is offered, and what cannot be done is grey', () => {
  const { menu, template } = setup({
    isEditable: true,
    editFlags: { canCut: false, canCopy: false, canPaste: true, canSelectAll: true },
  })
  expect(menu.roles()).toEqual(['cut', 'copy', 'paste', 'selectAll'])
  expect(template.map(({ enabled }) => enabled)).toEqual([false, false, true, true])
})

test('elsewhere what is selected can be copied, and nothing be changed', () => {
  expect(setup({ selectionText: 'some' }).menu.roles()).toEqual(['copy', 'selectAll'])
  expect(setup({}).menu.roles()).toEqual(['selectAll'])
})

test('a link can be copied', () => {
  const { menu, done } = setup({ linkURL: 'https://example.com/a' })
  menu.press('Copy the link')
  expect(done).toEqual(['copy https://example.com/a'])
})

test('a misspelled word is replaced by a suggestion', () => {
  const words = ['the', 'then', 'them', 'they', 'thee', 'tea']
  const { menu, done } = setup({ isEditable: true, misspelledWord: 'teh', dictionarySuggestions: words })
  expect(menu.labels()).toEqual([...words.slice(0, 5), 'Add to the dictionary'])
  menu.press('the')
  menu.press('Add to the dictionary')
  expect(done).toEqual(['replace the', 'learn teh'])
  expect(setup({ misspelledWord: 'qqq' }).menu.labels()).toEqual(['No suggestions', 'Add to the dictionary'])
})
