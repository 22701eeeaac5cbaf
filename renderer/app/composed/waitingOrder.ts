import type { SessionId } from '#shared/ids.ts'
import type { PendingApproval } from '#shared/session/overviewState.ts'
import type { Approval } from '#shared/session/session.ts'
import { changePath } from '#renderer/state/browser/route.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { createStore, useStore } from '#renderer/state/store.ts'

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
function show({ session_id, approval }: { session_id: SessionId; approval: Approval }): void {
  chosen.set(approval.approval_id)
  changePath(`/session/${session_id}`, 'replace', '')
}
