import { randomUUID } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { LeftFile, PutBackAnswer, PutBackFile, PutBackPreview } from '#shared/operations/changes.ts'
import type { FileNews } from '#shared/session/changes.ts'
import type { SessionId } from '#shared/ids.ts'
import type { PutBackAsked } from '../questions.ts'
import type { HeldFolder } from './heldFolder.ts'
import { lineCounts } from './lineCounts.ts'
import type { PutBackRows, PutBackStep } from './putBackRows.ts'
import type { TurnRows } from './rows.ts'
import type { Spans } from './spans.ts'
import { chainsOf, turnsFrom } from './turnChains.ts'
import { type MaybeVersion, isKnown, isSame, kindBetween } from './version.ts'
import { NotReachable, writeVersion } from './writeVersion.ts'
import { inFolder } from './safeFile.ts'

export interface PuttingBackDeps {
  readonly turns: TurnRows
  readonly rows: PutBackRows
  readonly spans: Spans
  readonly now: () => number
}

interface Plan {
  readonly steps: PutBackStep[]
  readonly left: LeftFile[]
}

/** What a file is to be, and what it is while only this session's Claude has touched it. */
interface Wish {
  readonly path: string
  readonly target: MaybeVersion
  readonly expected: MaybeVersion
  readonly isMixed: boolean
}

/** Puts files of a folder back to before a turn, and undoes that. One at a time in each folder: the caller sees to it. */
export class PuttingBack {
  readonly #deps: PuttingBackDeps

  constructor(deps: PuttingBackDeps) {
    this.#deps = deps
  }

  /** @throws HomeportError SESSION_002 where the turn is not kept. */
  async preview(held: HeldFolder, asked: PutBackAsked): Promise<PutBackPreview> {
    return this.#shown(held, await this.#plan(held, this.#wishes(asked), asked.paths))
  }

  /** @throws HomeportError SESSION_002 as `preview` · SESSION_003 where there is nothing to put back. */
  async putBack(held: HeldFolder, asked: PutBackAsked & { readonly by: string }): Promise<PutBackAnswer> {
    return this.#perform(held, await this.#plan(held, this.#wishes(asked), asked.paths), asked)
  }

  /** @throws HomeportError SESSION_002 where it is not known · SESSION_003 where there is nothing to undo. */
  async undo(
    held: HeldFolder,
    asked: { readonly session_id: SessionId; readonly put_back_id: string; readonly by: string },
  ): Promise<PutBackAnswer> {
    const found = this.#deps.rows.find(asked.session_id, asked.put_back_id)
    if (found === null) {
      throw new HomeportError('SESSION_002', 'Nothing is known of that putting back. Nothing was changed.')
    }
    const wishes = found.steps.map(({ path, before, after }) => ({
      path,
      target: before,
      expected: after,
      isMixed: false,
    }))
    return this.#perform(held, await this.#plan(held, wishes, null), asked)
  }

  #wishes({ session_id, before }: PutBackAsked): Wish[] {
    const { turns } = this.#deps
    const from = turnsFrom(turns.ofSession(session_id), before)
    if (from === null) {
      throw new HomeportError('SESSION_002', 'What the files were before this turn is not kept. Nothing was changed.')
    }
    const chains = chainsOf(from.map(({ id }) => turns.changes(id)))
    return [...chains.values()].map(({ path, before: target, after: expected, isMixed }) => ({
      path,
      target,
      expected,
      isMixed,
    }))
  }

  /** What is changed and what is left. `paths`: only these, also where somebody else changed them since. */
  async #plan(held: HeldFolder, wishes: readonly Wish[], paths: readonly string[] | null): Promise<Plan> {
    const named = paths === null ? null : new Set(paths)
    const steps: PutBackStep[] = []
    const left: LeftFile[] = []
    for (const wish of wishes.filter(({ path }) => named?.has(path) !== false)) {
      noted(held, held.state.look(wish.path, this.#deps.now()))
      const now = await held.keepBeforeLoss(wish.path, held.state.version(wish.path))
      held.state.setContent(wish.path, now?.content ?? null)
      if (isSame(now, wish.target)) {
        continue
      }
      const why = whyLeft(wish, now)
      if (why === 'not_kept' || (why !== null && named === null)) {
        left.push({ path: wish.path, why })
      } else {
        steps.push({ path: wish.path, before: now, after: wish.target })
      }
    }
    await held.state.save()
    return { steps, left }
  }

  async #perform(held: HeldFolder, plan: Plan, asked: { readonly session_id: SessionId; readonly by: string }) {
    if (plan.steps.length === 0) {
      const why =
        plan.left.length === 0
          ? 'The files are so already.'
          : 'All that is left was changed by others since, or is not kept.'
      throw new HomeportError('SESSION_003', `${why} Nothing was changed.`)
    }
    const { rows, now, spans } = this.#deps
    const shown = await this.#shown(held, plan)
    const { session_id, by } = asked
    const id = randomUUID()
    const { folder } = held.state
    rows.begin({ id, session_id, folder, by, at: now() }, plan.steps)
    const failed: LeftFile[] = []
    for (const { path, after } of plan.steps) {
      try {
        const bytes = await held.bytes(after)
        const file = inFolder(folder, path)
        spans.wrote({ path: file, at: now(), isOver: false })
        writeVersion({ folder, relative: path, version: after, bytes })
        spans.wrote({ path: file, at: now(), isOver: true })
        rows.done(id, path)
      } catch (error) {
        failed.push({ path, why: error instanceof NotReachable ? 'not_reachable' : 'failed' })
      }
      noted(held, held.state.look(path, now()))
      held.state.setContent(path, after?.content ?? null)
    }
    rows.end(id)
    await held.state.save()
    const lost = new Set(failed.map(({ path }) => path))
    return {
      put_back_id: id,
      files: shown.files.filter(({ path }) => !lost.has(path)),
      left: [...plan.left, ...failed],
    }
  }

  async #shown(held: HeldFolder, { steps, left }: Plan): Promise<PutBackPreview> {
    const files: PutBackFile[] = []
    for (const { path, before, after } of steps) {
      const isReadable = [before, after].every((version) => version === null || isKnown(version.content))
      const counts = isReadable ? lineCounts(await held.bytes(before), await held.bytes(after)) : null
      files.push({
        path,
        kind: kindBetween(before, after) ?? 'modified',
        additions: counts?.additions ?? null,
        deletions: counts?.deletions ?? null,
        now_id: before?.content ?? null,
        then_id: after?.content ?? null,
      })
    }
    return { files, left }
  }
}

/** null: nothing stands in the way. */
function whyLeft({ target, expected, isMixed }: Wish, now: MaybeVersion): LeftFile['why'] | null {
  if ([target, now].some((version) => version !== null && !isKnown(version.content))) {
    return 'not_kept'
  }
  return isMixed || !isSame(now, expected) ? 'changed_since' : null
}

function noted(held: HeldFolder, news: FileNews | null): void {
  held.keepNews(news === null ? [] : [news])
}
