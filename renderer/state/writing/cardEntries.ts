import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ApprovalOutcome } from '#shared/session/session.ts'
import { outcomeText } from '#renderer/format/outcomeText.ts'
import { createStore, useStore } from '../store.ts'
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
}

/** In memory only: what is typed into an MCP server's form may be a secret. */
const cards = new Map<string, Card>()

/** The oldest cards are dropped beyond this. */
const MAX_CARDS = 100

/** What this page has answered, by its id: `sent` is under way and decides how the card ends, `accepted` waits for the card to go. */
const answers = createStore<ReadonlyMap<string, 'sent' | 'accepted'>>(new Map())

/** Whether this page is answering an approval, or has: no card of it takes a second answer. */
export function useIsAnswered(approvalId: string): boolean {
  return useStore(answers, (all) => all.has(approvalId))
}

function setAnswer(approvalId: string, state: 'sent' | 'accepted' | null): void {
  const others = [...answers.get()].filter(([id]) => id !== approvalId).slice(1 - MAX_CARDS)
  answers.set(new Map(state === null ? others : [...others, [approvalId, state]]))
}

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
  const known = cards.get(approval_id) ?? { session_id, approval_id, entries: new Map() }
  cards.set(approval_id, known)
  const [oldest] = cards.keys()
  if (cards.size > MAX_CARDS && oldest !== undefined) {
    cards.delete(oldest)
  }
  return known
}

/**
 * This page is answering: until `cardAnswered`, `cardTaken` or `cardFailed` it alone decides how the card ends. False when it has
 * answered already.
 */
export function cardAnswering({ approval_id }: CardName): boolean {
  const isFirst = !answers.get().has(approval_id)
  if (isFirst) {
    setAnswer(approval_id, 'sent')
  }
  return isFirst
}

/** This page's answer was accepted: its entries are dropped. */
export function cardAnswered({ approval_id }: CardName): void {
  setAnswer(approval_id, 'accepted')
  cards.delete(approval_id)
}

/** The answer was refused: the card is as before. */
export function cardFailed({ approval_id }: CardName): void {
  setAnswer(approval_id, null)
}

/** The card was answered elsewhere: its entries are kept as unsent text, with who answered. */
export function cardTaken(name: CardName, outcome: Ending): void {
  setAnswer(name.approval_id, 'accepted')
  keepUnsent(name, outcome)
}

function keepUnsent({ approval_id }: CardName, outcome: Ending): void {
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
  if (!isSent(name)) {
    setAnswer(name.approval_id, null)
    keepUnsent(name, outcome)
  }
}

/** The approvals that wait now, after a gap without events: all other cards have ended meanwhile. */
export function cardsWaiting(waiting: ReadonlySet<string>): void {
  // What was accepted and waits all the same is asked for anew.
  answers.set(new Map([...answers.get()].filter(([, state]) => state === 'sent')))
  const gone = [...cards.values()].filter((card) => !isSent(card) && !waiting.has(card.approval_id))
  gone.forEach((card) => keepUnsent(card, null))
}

function isSent({ approval_id }: CardName): boolean {
  return answers.get().get(approval_id) === 'sent'
}
