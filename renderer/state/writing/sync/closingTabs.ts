import { adoptDraft, draftOf, otherOwners } from '../drafts.ts'
import { ifGone, whenLeft } from '../tab.ts'

/** A browser lets go of what a closed tab held only when it has ended it; who closes one and opens the next is faster. */
const CLOSES_WITHIN_MS = 30_000
/** A tab that is reloaded is there again by then, on a slow machine, too, and has what it wrote. It is asked for again and again. */
const RELOADED_WITHIN_MS = 4_000
const ASKED_EVERY_MS = 500

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
    if ((await staysGone(owner)) && !over.aborted && draftOf(target) === '') {
      await adoptDraft(target)
    }
  }
}

/** False as soon as it is there again. */
async function staysGone(owner: string): Promise<boolean> {
  for (let waited = 0; waited < RELOADED_WITHIN_MS; waited += ASKED_EVERY_MS) {
    await new Promise((resolve) => {
      setTimeout(resolve, ASKED_EVERY_MS)
    })
    if (!(await ifGone(owner))) {
      return false
    }
  }
  return true
}
