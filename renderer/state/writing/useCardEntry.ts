import { useEffect, useState } from 'react'
import { type CardName, entryOf, setEntry } from './cardEntries.ts'
import { draftChanges } from './drafts.ts'
import { cardsTarget, keepCard, keptEntry } from './keptCards.ts'
import { adoptLeft } from './useDraft.ts'

interface CardEntry<T> {
  readonly initial: () => T
  /** The text that the person typed; empty when there is none. */
  readonly text: (value: T) => string
  /** Checks what was stored; undefined: it is none, the field begins anew. Null: private, so it is never stored. */
  readonly read: ((stored: unknown) => T | undefined) | null
}

/**
 * The state of a card's field. It outlives the card, which unmounts when it is scrolled away, and, where it is not private, a reload.
 */
export function useCardEntry<T>(card: CardName, name: string, entry: CardEntry<T>): readonly [T, (value: T) => void] {
  const { session_id } = card
  const target = cardsTarget(session_id)
  const isKept = entry.read !== null
  const [value, setValue] = useState<T>(() => typedBefore(card, name, entry) ?? entry.initial())
  const takeKept = () => {
    const next = keptBefore(card, name, entry)
    if (next !== undefined) {
      setValue(next)
    }
  }
  useEffect(() =>
    draftChanges.subscribe(() => {
      // Of a tab that was closed, or of the same card where it is shown twice.
      if (draftChanges.get()?.target === target) {
        takeKept()
      }
    }),
  )
  useEffect(() => (isKept ? adoptLeft(target) : undefined), [isKept, target])
  return [
    value,
    (next) => {
      setValue(next)
      const typed = { value: next, text: entry.text(next), isPrivate: !isKept, isSent: false }
      setEntry(card, name, typed)
      if (isKept) {
        keepCard(card)
      }
    },
  ]
}

/** What was typed on this page, or before a reload. */
function typedBefore<T>(card: CardName, name: string, entry: CardEntry<T>): T | undefined {
  const here = entryOf(card, name)
  if (here !== undefined) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this hook writes it, under this very name
    return here.value as T
  }
  return keptBefore(card, name, entry)
}

function keptBefore<T>(card: CardName, name: string, { read, text }: CardEntry<T>): T | undefined {
  const kept = keptEntry(card, name)
  const value = read?.(kept?.value)
  if (kept !== undefined && value !== undefined) {
    setEntry(card, name, { ...kept, value, text: text(value) })
  }
  return value
}

/** An entry that is plain text. */
export const plainEntry = {
  initial: () => '',
  text: (text: string) => text,
  read: (stored: unknown) => (typeof stored === 'string' ? stored : undefined),
} as const
