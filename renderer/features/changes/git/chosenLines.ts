import type { GitDiffLine } from '#shared/operations/git.ts'

/** Which lines of a diff are chosen, by their position in it. */
export type Choice = ReadonlySet<number>

/** As the workstation is told: numbers of what was removed and of what was added. */
export function numbersOf(lines: readonly GitDiffLine[], choice: Choice) {
  const chosen = lines.filter((_line, index) => choice.has(index))
  return {
    removed: chosen.flatMap(({ kind, old }) => (kind === 'removed' && old !== null ? [old] : [])),
    added: chosen.flatMap(({ kind, new: fresh }) => (kind === 'added' && fresh !== null ? [fresh] : [])),
  }
}

/** Whether any of them changes something. */
export function changesSomething(lines: readonly GitDiffLine[], choice: Choice): boolean {
  return lines.some(({ kind }, index) => choice.has(index) && (kind === 'added' || kind === 'removed'))
}

/** So many unchanged lines in a row part two hunks, also where all of them are shown. */
const BETWEEN_HUNKS = 7

/** All changed lines of the hunk that a line is in; of one that is not changed, the hunk that is nearest. */
export function hunkAt(lines: readonly GitDiffLine[], from: number): Choice {
  const at = nearestChange(lines, from)
  const all: number[] = []
  for (const step of [-1, 1]) {
    let same = 0
    let index = step === 1 ? at : at - 1
    for (; same < BETWEEN_HUNKS; index += step) {
      const kind = lines[index]?.kind ?? 'gap'
      if (kind === 'gap') {
        break
      }
      same = kind === 'same' ? same + 1 : 0
      if (kind !== 'same') {
        all.push(index)
      }
    }
  }
  return new Set(all.toSorted((one, other) => one - other))
}

function nearestChange(lines: readonly GitDiffLine[], at: number): number {
  const isChange = (index: number) => lines[index]?.kind === 'added' || lines[index]?.kind === 'removed'
  for (let far = 0; far < BETWEEN_HUNKS; far += 1) {
    const found = [at - far, at + far].find(isChange)
    if (found !== undefined) {
      return found
    }
  }
  return at
}

/** The choice after a line was pressed: alone it comes or goes; with `isRange` all from the last one to it come. */
export function pressed(choice: Choice, line: number, range: { readonly from: number | null }): Choice {
  if (range.from !== null) {
    const [low, high] = [Math.min(range.from, line), Math.max(range.from, line)]
    return new Set([...choice, ...Array.from({ length: high - low + 1 }, (_, index) => low + index)])
  }
  const next = new Set(choice)
  if (!next.delete(line)) {
    next.add(line)
  }
  return next
}

/** Such as `17` or `17–20`. Of lines that are gone: as they were numbered before. */
export function placeOf(lines: readonly GitDiffLine[], choice: Choice): { where: string; snippet: string } {
  const chosen = lines.filter((line, index) => choice.has(index) && line.kind !== 'gap')
  const numbers = chosen.map((line) => line.new ?? line.old ?? 0)
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const signs = { same: ' ', added: '+', removed: '-', gap: '' }
  return {
    where: low === high ? String(low) : `${low}–${high}`,
    snippet: chosen.map(({ kind, text }) => signs[kind] + text).join('\n'),
  }
}
