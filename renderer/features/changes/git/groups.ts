import type { GitFile } from '#shared/operations/git.ts'
import type { ReadyRepository } from './useRepository.ts'

/** On which side of the index a file is shown; against: compared with a branch. */
export type Side = 'staged' | 'working' | 'against'

/** A file on one side. One that is partly staged is on both. */
export interface SidedFile {
  readonly file: GitFile
  readonly side: Side
  readonly path: string
  readonly key: string
}

export interface SidedFiles {
  readonly side: Side
  readonly files: readonly SidedFile[]
}

/** What differs: from the last commit, or from a branch. */
export function filesOf({ status, compared }: ReadyRepository): readonly GitFile[] {
  return (
    compared?.map(({ path, from, change, lines }) => ({
      path,
      from,
      staged: null,
      unstaged: change,
      is_conflict: false,
      is_submodule: false,
      staged_lines: null,
      unstaged_lines: lines,
    })) ?? status.files
  )
}

/** What is staged, and what is not; without those that have nothing. Compared with a branch there are no such sides. */
export function groupsOf(files: readonly GitFile[], against: string | null): readonly SidedFiles[] {
  if (against !== null) {
    return [groupOf('against', files)]
  }
  const groups = [
    groupOf(
      'staged',
      files.filter(({ staged, is_conflict }) => staged !== null && !is_conflict),
    ),
    groupOf(
      'working',
      files.filter(({ unstaged, is_conflict }) => unstaged !== null || is_conflict),
    ),
  ]
  return groups.filter((group) => group.files.length > 0)
}

function groupOf(side: Side, files: readonly GitFile[]): SidedFiles {
  return { side, files: files.map((file) => ({ file, side, path: file.path, key: `${side} ${file.path}` })) }
}

/** What came and went on that side; with none, on both together. */
export function totalOf({ staged_lines, unstaged_lines }: GitFile, side?: Side) {
  const sides =
    side === undefined ? [staged_lines, unstaged_lines] : [side === 'staged' ? staged_lines : unstaged_lines]
  const counted = sides.filter((lines) => lines !== null)
  const sum = (of: 'additions' | 'deletions') => counted.reduce((total, lines) => total + lines[of], 0)
  return {
    additions: counted.length === 0 ? null : sum('additions'),
    deletions: counted.length === 0 ? null : sum('deletions'),
  }
}

/** What is named when all of it is staged, or taken out: of a renamed one both names. */
export function pathsOf(files: readonly SidedFile[]): string[] {
  return files
    .filter(({ file }) => !file.is_conflict)
    .flatMap(({ file, side }) => (side === 'staged' && file.from !== null ? [file.path, file.from] : [file.path]))
}
