import * as z from 'zod'
import type { SessionId } from '#shared/ids.ts'
import { type CardName, type Entry, cardLeft, entriesOf, entryOf, keepCardsWith, setEntry } from './cardEntries.ts'
import { draftOf, storeDraft } from './drafts.ts'

const KeptEntry = z.object({ value: z.unknown(), text: z.string(), isSent: z.boolean().default(false) })
/** By approval, by field. */
const Kept = z.record(z.string(), z.record(z.string(), KeptEntry))
type Kept = Readonly<z.infer<typeof Kept>>

/** Where what is typed into the cards of a session is kept, as a draft of this browser alone: what was sent elsewhere is never here. */
export function cardsTarget(session_id: SessionId): string {
  return `cards/${session_id}`
}

/** What was typed into a field before a reload, or in a tab that was closed. */
export function keptEntry({ session_id, approval_id }: CardName, name: string): Entry | undefined {
  const entry = cardsOf(session_id)[approval_id]?.[name]
  return entry === undefined ? undefined : { ...entry, isPrivate: false }
}

/** Keeps all fields of a card. One in which nothing is typed is not kept: an open form alone is none of a person's words. */
export function keepCard(card: CardName): void {
  const { session_id, approval_id } = card
  const all = cardsOf(session_id)
  const here = [...entriesOf(card)].flatMap(([name, { value, text, isPrivate, isSent }]) =>
    isPrivate ? [] : [[name, { value, text, isSent }] as const],
  )
  const entries = { ...all[approval_id], ...Object.fromEntries(here) }
  const isTyped = Object.values(entries).some((entry) => entry.text !== '')
  if (isTyped) {
    store(session_id, { ...all, [approval_id]: entries })
  } else {
    forget({ session_id, approval_id })
  }
}

/** Cards that are answered by now become unsent text, with what was typed into them and not sent. `waiting`: their approvals. */
export function reconcileCards(session_id: SessionId, waiting: readonly string[]): void {
  for (const [approval_id, entries] of Object.entries(cardsOf(session_id))) {
    if (!waiting.includes(approval_id)) {
      const card = { session_id, approval_id }
      Object.entries(entries)
        .filter(([name]) => entryOf(card, name) === undefined)
        .forEach(([name, entry]) => setEntry(card, name, { ...entry, isPrivate: false }))
      cardLeft(card)
    }
  }
}

function forget({ session_id, approval_id }: CardName): void {
  const { [approval_id]: gone, ...others } = cardsOf(session_id)
  if (gone !== undefined) {
    store(session_id, others)
  }
}

keepCardsWith({ keep: keepCard, forget })

function cardsOf(session_id: SessionId): Kept {
  return read(draftOf(cardsTarget(session_id)))
}

function store(session_id: SessionId, all: Kept): void {
  storeDraft(cardsTarget(session_id), written(all), 'page')
}

function written(all: Kept): string {
  return Object.keys(all).length === 0 ? '' : JSON.stringify(all)
}

/** Empty where it is none of ours: of another version, or written by somebody else. */
function read(text: string): Kept {
  try {
    return Kept.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
