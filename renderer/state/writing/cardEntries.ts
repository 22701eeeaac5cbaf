import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ApprovalOutcome } from '#shared/session/session.ts'
import { outcomeWords } from '#renderer/format/outcomeWords.ts'
import { leaveWords } from './leftWords.ts'

/** The card of an approval, and the session that asks. */
export interface CardName {
  readonly session_id: SessionId
  readonly approval_id: string
}

/** null: nobody said how it ended. */
type Ending = Pick<ApprovalOutcome, 'decision' | 'answered_by'> | null

interface Entry {
  readonly value: unknown
  readonly words: string
  readonly isPrivate: boolean
}

interface Card extends CardName {
  readonly entries: Map<string, Entry>
  /** This page's own answer is under way: how the card ends is told by that. */
  isAnswered: boolean
}

/** In memory alone: what is written into a server's form may be a secret. */
const cards = new Map<string, Card>()

/** More cards than anybody begins to fill in. */
const MAX_CARDS = 100

interface CardEntry<T> {
  readonly initial: () => T
  /** What of it the person wrote themselves; empty for nothing. */
  readonly words: (value: T) => string
  /** For a server alone: nothing that Claude or a disk should get by one press. */
  readonly isPrivate?: boolean
}

/** A part of a card that a person fills in. It outlives the card, which goes when it is scrolled away. */
export function useCardEntry<T>(
  card: CardName,
  name: string,
  { initial, words, isPrivate = false }: CardEntry<T>,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const entry = cards.get(card.approval_id)?.entries.get(name)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this hook writes it, under this very name
    return entry === undefined ? initial() : (entry.value as T)
  })
  return [
    value,
    (next) => {
      setValue(next)
      cardOf(card).entries.set(name, { value: next, words: words(next), isPrivate })
    },
  ]
}

/** A text of the person's own. */
export const ownWords = { initial: () => '', words: (text: string) => text } as const

function cardOf({ session_id, approval_id }: CardName): Card {
  const known = cards.get(approval_id) ?? { session_id, approval_id, entries: new Map(), isAnswered: false }
  cards.set(approval_id, known)
  const [oldest] = cards.keys()
  if (cards.size > MAX_CARDS && oldest !== undefined) {
    cards.delete(oldest)
  }
  return known
}

/** This page answers: until `cardAnswered` or `cardFailed` it alone says how the card ends. */
export function cardAnswering(name: CardName): void {
  cardOf(name).isAnswered = true
}

/** This page's answer was taken: nothing that was written is left. */
export function cardAnswered({ approval_id }: CardName): void {
  cards.delete(approval_id)
}

/** The answer was not taken: the card stands as it did. */
export function cardFailed({ approval_id }: CardName): void {
  const card = cards.get(approval_id)
  if (card !== undefined) {
    card.isAnswered = false
  }
}

/** The card is gone without this page: what was written on it is kept, with who answered. */
export function cardTaken({ approval_id }: CardName, outcome: Ending): void {
  const card = cards.get(approval_id)
  cards.delete(approval_id)
  const written = [...(card?.entries.values() ?? [])].filter(({ words }) => words.trim() !== '')
  if (card !== undefined && written.length > 0) {
    leaveWords({
      id: approval_id,
      session_id: card.session_id,
      words: written.map(({ words }) => words).join('\n'),
      said: outcomeWords(outcome),
      isPrivate: written.some((entry) => entry.isPrivate),
    })
  }
}

/** An approval has ended, as the server tells everybody. */
export function cardEnded(name: CardName, outcome: NonNullable<Ending>): void {
  if (cards.get(name.approval_id)?.isAnswered === false) {
    cardTaken(name, outcome)
  }
}

/** All that waits now, after a time without news: cards that are not among it have ended meanwhile. */
export function cardsWaiting(waiting: ReadonlySet<string>): void {
  const gone = [...cards.values()].filter((card) => !card.isAnswered && !waiting.has(card.approval_id))
  gone.forEach((card) => cardTaken(card, null))
}
