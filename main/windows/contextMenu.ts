import type { MenuItemConstructorOptions } from 'electron'
import type { ContextPart } from '../electronWindow.ts'
import * as words from './words.ts'

export interface ContextMenuActions {
  readonly replaceMisspelling: (word: string) => void
  /** Adds the word to the dictionary. */
  readonly learnWord: (word: string) => void
  readonly copy: (text: string) => void
}

const MAX_SUGGESTIONS = 5

/** The context menu; Electron shows none by itself. Empty when there is nothing to offer. */
export function contextMenu(at: ContextPart, act: ContextMenuActions): MenuItemConstructorOptions[] {
  return withSeparators([spellingItems(at, act), linkItems(at, act), editItems(at)])
}

function spellingItems(at: ContextPart, act: ContextMenuActions): MenuItemConstructorOptions[] {
  if (at.misspelledWord === '') {
    return []
  }
  const likely = at.dictionarySuggestions.slice(0, MAX_SUGGESTIONS)
  const suggestions: MenuItemConstructorOptions[] =
    likely.length === 0
      ? [{ label: words.noSuggestions, enabled: false }]
      : likely.map((word) => ({ label: word, click: () => act.replaceMisspelling(word) }))
  return [...suggestions, { label: words.addToTheDictionary, click: () => act.learnWord(at.misspelledWord) }]
}

function linkItems(at: ContextPart, act: ContextMenuActions): MenuItemConstructorOptions[] {
  return at.linkURL === '' ? [] : [{ label: words.copyTheLink, click: () => act.copy(at.linkURL) }]
}

function editItems({ isEditable, selectionText, editFlags }: ContextPart): MenuItemConstructorOptions[] {
  const selectAll: MenuItemConstructorOptions = { role: 'selectAll', enabled: editFlags.canSelectAll }
  if (isEditable) {
    return [
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      selectAll,
    ]
  }
  return selectionText === '' ? [selectAll] : [{ role: 'copy', enabled: editFlags.canCopy }, selectAll]
}

function withSeparators(groups: readonly MenuItemConstructorOptions[][]): MenuItemConstructorOptions[] {
  return groups
    .filter((items) => items.length > 0)
    .flatMap((items, index) => (index === 0 ? items : [{ type: 'separator' as const }, ...items]))
}
