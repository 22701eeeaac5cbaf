import type { PendingApproval } from '#shared/session/overviewState.ts'
import type { Approval } from '#shared/session/session.ts'
import { isTyping } from '#renderer/platform/typing.ts'
import { isWriting } from '#renderer/state/browser/columnActions.ts'
import { address, changePath, showsSession } from '#renderer/state/browser/route.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { createStore, useStore } from '#renderer/state/store.ts'
import { isAnsweredHere } from '#renderer/state/writing/cardEntries.ts'

/** The approval that a person went to, by its id: of several in a session it is the one shown. */
const chosen = createStore('')

/** Of the approvals of a session the one that is shown where only one has room. */
export function useShown(approvals: readonly Approval[]): Approval | undefined {
  const id = useStore(chosen, (value) => value)
  return approvals.find(({ approval_id }) => approval_id === id) ?? approvals[0]
}

/** Where `shown` stands among all that waits for the person, from 1, and the ways to its neighbours; null at an end. */
interface Waiting {
  readonly place: number
  readonly count: number
  readonly previous: (() => void) | null
  readonly next: (() => void) | null
}

const none: readonly PendingApproval[] = []

export function useWaiting(shown: Approval | undefined): Waiting {
  const all = useStore(overview, (state) => (state.kind === 'ready' ? state.approvals : none))
  const at = all.findIndex(({ approval }) => approval.approval_id === shown?.approval_id)
  const wayTo = (index: number) => {
    const target = at < 0 ? undefined : all[index]
    return target === undefined ? null : () => show(target)
  }
  return { place: at + 1, count: all.length, previous: wayTo(at - 1), next: wayTo(at + 1) }
}

/** Back leads to where the person came from, past all that was looked through. */
function show({ session_id, approval }: PendingApproval): void {
  chosen.set(approval.approval_id)
  changePath(`/session/${session_id}`, 'replace', '')
}

/** Ends the round that is under way. */
let endRound = () => {}
/** With which approval the next round begins, by its id; empty: the first of all that waits. */
let wanted = ''

/** The way through all that waits begins with this one, where a link to it is followed. */
export function beginsWith({ approval }: PendingApproval): void {
  wanted = approval.approval_id
}

/**
 * Leads through all that waits: to the first, or the one that was wanted, in its conversation, and once it is answered to the next,
 * until the person goes elsewhere, writes a message, or writes into a card that somebody else answers. No-op when nothing waits.
 */
export function beginRound(): void {
  endRound()
  const first = waiting().find(({ approval }) => approval.approval_id === wanted) ?? waiting()[0]
  wanted = ''
  if (first === undefined) {
    return
  }
  show(first)
  let at = { ...first, index: 0 }
  const follow = () => {
    if (overview.get().kind === 'loading') {
      return
    }
    const now = waiting()
    const index = now.findIndex(({ approval }) => approval.approval_id === chosen.get())
    const shown = now[index]
    if (!showsSession(address.get().path, (shown ?? at).session_id)) {
      endRound()
    } else if (shown !== undefined) {
      at = { ...shown, index }
    } else {
      const next = now[Math.min(at.index, now.length - 1)]
      if (next === undefined || isAtWork(at) || address.get().path !== `/session/${at.session_id}`) {
        endRound()
      } else {
        show(next)
      }
    }
  }
  const ends = [overview.subscribe(follow), address.subscribe(follow)]
  endRound = () => ends.splice(0).forEach((end) => end())
  follow()
}

/** Whether the person is at something that a step of the round would take away. */
function isAtWork({ session_id, approval }: PendingApproval): boolean {
  return isWriting(session_id) || (isTyping() && !isAnsweredHere(approval.approval_id))
}

function waiting(): readonly PendingApproval[] {
  const state = overview.get()
  return state.kind === 'ready' ? state.approvals : none
}
