import { useEffect, useState } from 'react'
import { type CardName, entryOf, setEntry } from './cardEntries.ts'
import { adoptDraft, draftChanges, draftOf } from './drafts.ts'
import { cardsTarget, joinCards, keepCard, keptEntry } from './keptCards.ts'
import { keepInStep } from './useDraft.ts'

interface CardEntry<T> {
  readonly initial: () => T
  /** The text that the person typed; empty when there is none. */
  readonly text: (value: T) => string
  /** Checks what was stored; undefined: it is none, the field begins anew. Null: private, so it is never stored. */
  readonly read: ((stored: unknown) => T | undefined) | null
}

/**
 * The state of a card's field. It outlives the card, which unmounts when it is scrolled away, and, where it is not private, a reload;
 * then it goes on at the person's other devices, too.
 */
export function useCardEntry<T>(card: CardName, name: string, entry: CardEntry<T>): readonly [T, (value: T) => void] {
  const { session_id } = card
  const target = cardsTarget(session_id)
  const isKept = entry.read !== null
  const [value, setValue] = useState<T>(() => typedBefore(card, name, entry) ?? entry.initial())
  const takeKept = () => {
    const next = entry.read?.(keptEntry(card, name)?.value)
    if (next !== undefined) {
      setEntry(card, name, { value: next, text: entry.text(next), isPrivate: false })
      setValue(next)
    }
  }
  useEffect(() =>
    draftChanges.subscribe(() => {
      // Of another device, alone or beside what was typed here.
      if (draftChanges.get()?.target === target) {
        takeKept()
      }
    }),
  )
  useEffect(() => {
    if (isKept && draftOf(target) === '') {
      // Of a tab that was closed: told as a change, which is listened for above.
      void adoptDraft(target)
    }
  }, [isKept, target])
  useEffect(() => (isKept ? keepInStep(target, joinCards) : undefined), [isKept, target])
  return [
    value,
    (next) => {
      setValue(next)
      const typed = { value: next, text: entry.text(next), isPrivate: !isKept }
      setEntry(card, name, typed)
      if (isKept) {
        keepCard(card)
      }
    },
  ]
}

/** What was typed on this page, or before a reload. */
function typedBefore<T>(card: CardName, name: string, { read, text }: CardEntry<T>): T | undefined {
  const here = entryOf(card, name)
  if (here !== undefined) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this hook writes it, under this very name
    return here.value as T
  }
  const kept = read?.(keptEntry(card, name)?.value)
  if (kept !== undefined) {
    setEntry(card, name, { value: kept, text: text(kept), isPrivate: false })
  }
  return kept
}

/** An entry that is plain text. */
export const plainEntry = {
  initial: () => '',
  text: (text: string) => text,
  read: (stored: unknown) => (typeof stored === 'string' ? stored : undefined),
} as const
