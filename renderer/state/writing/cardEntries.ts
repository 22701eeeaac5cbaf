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

export interface Entry {
  readonly value: unknown
  /** What the person typed; empty when there is none. */
  readonly text: string
  /** Meant for an MCP server only: never stored, nor offered for a message to Claude. */
  readonly isPrivate: boolean
  /** It went out with an answer, of which nothing was heard yet: it is no unsent text, also after a reload. */
  readonly isSent: boolean
}

interface Card extends CardName {
  readonly entries: Map<string, Entry>
}

/** `useCardEntry` stores what is not private. */
const cards = new Map<string, Card>()

/** The oldest cards are dropped beyond this. */
const MAX_CARDS = 100

/** What this page has answered, by its id: `sent` is under way and decides how the card ends, `accepted` waits for the card to go. */
const answers = createStore<ReadonlyMap<string, 'sent' | 'accepted'>>(new Map())

/** Whether this page is answering an approval, or has: no card of it takes a second answer. */
export function useIsAnswered(approvalId: string): boolean {
  return useStore(answers, (all) => all.has(approvalId))
}

/** The same, for a moment: while it ends. */
export function isAnsweredHere(approvalId: string): boolean {
  return answers.get().has(approvalId)
}

function setAnswer(approvalId: string, state: 'sent' | 'accepted' | null): void {
  const others = [...answers.get()].filter(([id]) => id !== approvalId).slice(1 - MAX_CARDS)
  answers.set(new Map(state === null ? others : [...others, [approvalId, state]]))
}

/** What stands in a field of a card; undefined: nothing was typed there. It outlives the card, which unmounts when it is scrolled away. */
export function entryOf({ approval_id }: CardName, name: string): Entry | undefined {
  return cards.get(approval_id)?.entries.get(name)
}

/** By field. */
export function entriesOf({ approval_id }: CardName): ReadonlyMap<string, Entry> {
  return cards.get(approval_id)?.entries ?? new Map<string, Entry>()
}

interface Keeper {
  /** Keeps the entries of a card as they are now. */
  readonly keep: (card: CardName) => void
  readonly forget: (card: CardName) => void
}

let keeper: Keeper = { keep: () => {}, forget: () => {} }

/** Told of each card whose entries were sent, or came back, or are dropped. */
export function keepCardsWith(next: Keeper): void {
  keeper = next
}

export function setEntry(card: CardName, name: string, entry: Entry): void {
  cardOf(card).entries.set(name, entry)
}

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
export function cardAnswering(name: CardName): boolean {
  const { approval_id } = name
  const isFirst = !answers.get().has(approval_id)
  if (isFirst) {
    setAnswer(approval_id, 'sent')
    markSent(name, true)
  }
  return isFirst
}

/** This page's answer was accepted: its entries are dropped. */
export function cardAnswered(name: CardName): void {
  setAnswer(name.approval_id, 'accepted')
  drop(name)
}

function drop(name: CardName): void {
  cards.delete(name.approval_id)
  keeper.forget(name)
}

function markSent(name: CardName, isSent: boolean): void {
  const entries = cards.get(name.approval_id)?.entries
  if (entries !== undefined && entries.size > 0) {
    entries.forEach((entry, field) => entries.set(field, { ...entry, isSent }))
    keeper.keep(name)
  }
}

/** The answer was refused: the card is as before. */
export function cardFailed(name: CardName): void {
  setAnswer(name.approval_id, null)
  markSent(name, false)
}

/** The card was answered elsewhere: its entries are kept as unsent text, with who answered. */
export function cardTaken(name: CardName, outcome: Ending): void {
  setAnswer(name.approval_id, 'accepted')
  markSent(name, false)
  keepUnsent(name, outcome)
}

function keepUnsent(name: CardName, outcome: Ending): void {
  const { approval_id } = name
  const card = cards.get(approval_id)
  drop(name)
  const written = [...(card?.entries.values() ?? [])].filter(({ text, isSent }) => text.trim() !== '' && !isSent)
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
  if (!isUnderWay(name)) {
    setAnswer(name.approval_id, null)
    keepUnsent(name, outcome)
  }
}

/** It does not wait any more, and nobody told how it ended. */
export function cardLeft(name: CardName): void {
  if (!isUnderWay(name)) {
    keepUnsent(name, null)
  }
}

/** The approvals that wait now, after a gap without events: all other cards have ended meanwhile. */
export function cardsWaiting(waiting: ReadonlySet<string>): void {
  // What was accepted and waits all the same is asked for anew.
  answers.set(new Map([...answers.get()].filter(([, state]) => state === 'sent')))
  const gone = [...cards.values()].filter((card) => !isUnderWay(card) && !waiting.has(card.approval_id))
  gone.forEach((card) => keepUnsent(card, null))
}

function isUnderWay({ approval_id }: CardName): boolean {
  return answers.get().get(approval_id) === 'sent'
}
