import type { HeldFolder } from './heldFolder.ts'
import { lineCounts } from './lineCounts.ts'
import type { KeptChange, KeptTurn, TurnRows } from './rows.ts'
import { isKnown, isSame } from './version.ts'

/** What a turn changed in the end: files that are as they were before are left out. */
export async function settledChanges(held: HeldFolder, turn: KeptTurn, rows: TurnRows): Promise<KeptChange[]> {
  const settled: KeptChange[] = []
  for (const change of rows.changes(turn.id)) {
    const current = held.state.version(change.path)
    const kept = await held.keep(change.path, current, change.before)
    if (kept !== current) {
      held.state.setContent(change.path, kept?.content ?? null)
    }
    if (isSame(change.before, kept)) {
      continue
    }
    // From here on Git may forget what it keeps.
    const before = await held.keep(change.path, change.before)
    const after = await held.keep(change.path, kept)
    if (isSame(before, after)) {
      continue
    }
    const counts = await countsOf(held, { ...change, before, after })
    settled.push({
      ...change,
      before,
      after,
      additions: counts?.additions ?? null,
      deletions: counts?.deletions ?? null,
    })
  }
  await held.state.save()
  return settled
}

async function countsOf(held: HeldFolder, { before, after }: KeptChange) {
  const isReadable = [before, after].every((version) => version === null || isKnown(version.content))
  return isReadable ? lineCounts(await held.bytes(before), await held.bytes(after)) : null
}
