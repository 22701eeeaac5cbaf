import type { ChangedFile, ChangesAnswer } from '#shared/operations/changes.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Scope } from '../questions.ts'
import type { HeldFolder } from './heldFolder.ts'
import { lineCounts } from './lineCounts.ts'
import type { KeptChange, KeptTurn, TurnRows } from './rows.ts'
import { settledChanges } from './settledTurn.ts'
import { statInside } from './safeFile.ts'
import { chainsOf } from './turnChains.ts'
import { type MaybeVersion, isKnown, isSame, kindBetween, versionOf, certainStamp } from './version.ts'

/** Files of one answer. */
export const MAX_LISTED = 2_000

export interface ListingDeps {
  readonly turns: TurnRows
  /** The folder, looked at if it is not yet. */
  readonly held: (folder: string) => HeldFolder
}

/** Answers what the turns of a session changed. */
export class Listing {
  readonly #deps: ListingDeps

  constructor(deps: ListingDeps) {
    this.#deps = deps
  }

  async list(sessionId: SessionId, scope: Scope): Promise<ChangesAnswer> {
    const turns = this.#deps.turns.ofSession(sessionId)
    const listed = turnsIn(turns, scope)
    const dropped_turns = turns.filter(({ is_dropped }) => is_dropped === 1).length
    const last = listed.at(-1)
    if (last === undefined) {
      return { files: [], more: 0, others: [], turn_id: null, is_running: false, dropped_turns, problem: null }
    }
    const held = this.#deps.held(last.folder)
    const changes = await Promise.all(listed.map((turn) => this.changesOf(held, turn)))
    const files = await this.#files(held, changes)
    const ofLast = scope.kind === 'session' ? [] : (changes.at(-1) ?? [])
    const others = ofLast.flatMap(({ path, before, after, by, is_own }) => {
      const kind = kindBetween(before, after)
      return is_own || kind === null ? [] : [{ path, kind, by }]
    })
    return {
      files: files.slice(0, MAX_LISTED),
      more: Math.max(0, files.length - MAX_LISTED),
      others: others.slice(0, MAX_LISTED),
      turn_id: scope.kind === 'session' ? null : last.turn_id,
      is_running: last.ended_at === null,
      dropped_turns,
      problem: held.isTooLarge ? TOO_LARGE : null,
    }
  }

  /** What a turn changed; of one that runs, until now. */
  changesOf(held: HeldFolder, turn: KeptTurn): Promise<KeptChange[]> {
    const { turns } = this.#deps
    return turn.ended_at === null ? settledChanges(held, turn, turns) : Promise.resolve(turns.changes(turn.id))
  }

  async #files(held: HeldFolder, turns: readonly (readonly KeptChange[])[]): Promise<ChangedFile[]> {
    const files: ChangedFile[] = []
    for (const { path, before, after, isMixed, last } of chainsOf(turns).values()) {
      const kind = kindBetween(before, after)
      if (kind !== null) {
        const counts = turns.length === 1 ? last : await countsOf(held, before, after)
        files.push({
          path,
          kind,
          additions: counts?.additions ?? null,
          deletions: counts?.deletions ?? null,
          before_id: idOf(before),
          after_id: idOf(after),
          is_kept: [before, after].every((version) => version === null || isKnown(version.content)),
          is_link: [before, after].some((version) => version?.kind === 'link'),
          mode: modeBetween(before, after),
          by: isMixed ? { who: 'outside' } : last.by,
          now: nowOf(held, path, { before, after }),
        })
      }
    }
    return files.toSorted((one, other) => (one.path < other.path ? -1 : 1))
  }
}

const TOO_LARGE =
  'This folder holds more files than Homeport looks at, so only what Claude’s own tools report is known, and nothing of it can be put back here.'

function turnsIn(turns: readonly KeptTurn[], scope: Scope): readonly KeptTurn[] {
  switch (scope.kind) {
    case 'latest':
      return turns.slice(-1)
    case 'turn':
      return turns.filter(({ turn_id }) => turn_id === scope.turn_id).slice(-1)
    case 'session':
      return turns
  }
}

function idOf(version: MaybeVersion): string | null {
  return version !== null && isKnown(version.content) ? version.content : null
}

function modeBetween(before: MaybeVersion, after: MaybeVersion): string | null {
  return before === null || after === null || before.mode === after.mode || after.kind === 'link'
    ? null
    : `${before.mode.toString(8)} → ${after.mode.toString(8)}`
}

async function countsOf(held: HeldFolder, before: MaybeVersion, after: MaybeVersion) {
  const isReadable = [before, after].every((version) => version === null || isKnown(version.content))
  return isReadable ? lineCounts(await held.bytes(before), await held.bytes(after)) : null
}

/** How the file stands now, told by its stamp; the content of what was seen since is compared. */
function nowOf(
  held: HeldFolder,
  relative: string,
  { before, after }: { readonly before: MaybeVersion; readonly after: MaybeVersion },
): ChangedFile['now'] {
  const stats = statInside(held.state.folder, relative)
  const there = stats === null ? null : versionOf(stats)
  const seen = held.state.version(relative)
  const found = seen !== null && there !== null && certainStamp(seen) === there.stamp ? seen : there
  const mayBe = [before, after].some((version) => version?.size === found?.size)
  const now = mayBe ? held.known(relative, found) : found
  return isSame(now, after) ? 'as_after' : isSame(now, before) ? 'as_before' : 'other'
}
