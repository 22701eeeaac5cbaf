import { adoptDraft, draftOf, otherOwners } from '../drafts.ts'
import { whenLeft } from '../tab.ts'

/** A browser lets go of what a closed tab held only when it has ended it; who closes one and opens the next is faster. */
const CLOSES_WITHIN_MS = 15_000
/** A tab that is reloaded is there again by then, and has what it wrote. */
const RELOADED_WITHIN_MS = 1_000

/**
 * Takes over the draft of a tab that is being closed, as long as nothing is written here. Returns the stop, for when something is.
 */
export function adoptFromClosing(target: string): () => void {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), CLOSES_WITHIN_MS)
  for (const owner of otherOwners(target)) {
    void adoptOnceClosed(target, { owner, over: over.signal })
  }
  return () => {
    clearTimeout(timer)
    over.abort()
  }
}

async function adoptOnceClosed(target: string, tab: { owner: string; over: AbortSignal }): Promise<void> {
  const { owner, over } = tab
  while (!over.aborted && otherOwners(target).includes(owner)) {
    try {
      await whenLeft(owner, over)
    } catch {
      return
    }
    await new Promise((resolve) => {
      setTimeout(resolve, RELOADED_WITHIN_MS)
    })
    if (!over.aborted && draftOf(target) === '') {
      await adoptDraft(target)
    }
  }
}
