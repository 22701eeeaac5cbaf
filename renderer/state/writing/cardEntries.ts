import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ApprovalOutcome } from '#shared/session/session.ts'
import { outcomeText } from '#renderer/format/outcomeText.ts'
import { addUnsentText } from './unsentTexts.ts'

/** The card of an approval, and the session that asks. */
export interface CardName {
  readonly session_id: SessionId
  readonly approval_id: string
}

/** null: unknown. */
type Ending = Pick<ApprovalOutcome, 'decision' | 'answered_by'> | null

interface Entry {
  readonly value: unknown
  readonly text: string
  readonly isPrivate: boolean
}

interface Card extends CardName {
  readonly entries: Map<string, Entry>
  /** This page's own answer is under way and decides how the card ends. */
  isAnswered: boolean
}

/** In memory only: what is typed into an MCP server's form may be a secret. */
const cards = new Map<string, Card>()

/** The oldest cards are dropped beyond this. */
const MAX_CARDS = 100

interface CardEntry<T> {
  readonly initial: () => T
  /** The text that the person typed; empty when there is none. */
  readonly text: (value: T) => string
  /** Meant for the MCP server only: never stored, nor offered for a message to Claude. */
  readonly isPrivate?: boolean
}

/** The state of a card's field. It outlives the card, which unmounts when it is scrolled away. */
export function useCardEntry<T>(
  card: CardName,
  name: string,
  { initial, text, isPrivate = false }: CardEntry<T>,
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
      cardOf(card).entries.set(name, { value: next, text: text(next), isPrivate })
    },
  ]
}

/** An entry that is plain text. */
export const plainEntry = { initial: () => '', text: (text: string) => text } as const

function cardOf({ session_id, approval_id }: CardName): Card {
  const known = cards.get(approval_id) ?? { session_id, approval_id, entries: new Map(), isAnswered: false }
  cards.set(approval_id, known)
  const [oldest] = cards.keys()
  if (cards.size > MAX_CARDS && oldest !== undefined) {
    cards.delete(oldest)
  }
  return known
}

/** This page is answering: until `cardAnswered` or `cardFailed` it alone decides how the card ends. */
export function cardAnswering(name: CardName): void {
  cardOf(name).isAnswered = true
}

/** This page's answer was accepted: its entries are dropped. */
export function cardAnswered({ approval_id }: CardName): void {
  cards.delete(approval_id)
}

/** The answer was refused: the card is as before. */
export function cardFailed({ approval_id }: CardName): void {
  const card = cards.get(approval_id)
  if (card !== undefined) {
    card.isAnswered = false
  }
}

/** The card was answered elsewhere: its entries are kept as unsent text, with who answered. */
export function cardTaken({ approval_id }: CardName, outcome: Ending): void {
  const card = cards.get(approval_id)
  cards.delete(approval_id)
  const written = [...(card?.entries.values() ?? [])].filter(({ text }) => text.trim() !== '')
  if (card !== undefined && written.length > 0) {
    addUnsentText({
      id: approval_id,
      session_id: card.session_id,
      text: written.map(({ text }) => text).join('\n'),
      reason: outcomeText(outcome),
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

/** The approvals that wait now, after a gap without events: all other cards have ended meanwhile. */
export function cardsWaiting(waiting: ReadonlySet<string>): void {
  const gone = [...cards.values()].filter((card) => !card.isAnswered && !waiting.has(card.approval_id))
  gone.forEach((card) => cardTaken(card, null))
}
