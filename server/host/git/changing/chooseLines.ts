import type { Patch } from '../reading/patch.ts'

/** Numbers of lines on the side where they are. */
export interface ChosenLines {
  readonly removed: readonly number[]
  readonly added: readonly number[]
}

export interface Chosen {
  readonly bytes: Buffer
  /** Every change of the file is chosen, so that the file is as on the other side. */
  readonly isAll: boolean
}

/**
 * What a file is when only some changes of a patch are made (`apply`: the old side with them) or taken back (`revert`: the
 * new side without them). The patch holds the whole file.
 */
export function chooseLines(patch: Patch, { removed, added }: ChosenLines, way: 'apply' | 'revert'): Chosen {
  const chosen = { removed: new Set(removed), added: new Set(added) }
  const kept: Buffer[] = []
  let isAll = true
  for (const line of patch.hunks.flatMap(({ lines }) => lines)) {
    const isChosen =
      line.kind === 'removed'
        ? chosen.removed.has(line.old ?? 0)
        : line.kind === 'added' && chosen.added.has(line.new ?? 0)
    isAll &&= line.kind === 'same' || isChosen
    const isThere = line.kind === 'same' || (line.kind === 'added') === (way === 'apply' ? isChosen : !isChosen)
    if (isThere) {
      kept.push(line.bytes)
    }
  }
  return { bytes: joined(kept), isAll }
}

/** A line that was the last one and had no end gets one when another one follows it. */
function joined(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(
    lines.flatMap((line, index) => (index < lines.length - 1 && line.at(-1) !== 0x0a ? [line, NEW_LINE] : [line])),
  )
}

const NEW_LINE = Buffer.from('\n')
