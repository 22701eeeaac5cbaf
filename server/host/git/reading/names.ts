import type { GitChange } from '#shared/operations/git.ts'
import { changeOf } from './status.ts'
import { insideOf, zeroed } from './records.ts'

interface Named {
  readonly path: string
  readonly from: string | null
  readonly change: GitChange
  /** From the top of the repository, one character for each byte. */
  readonly whole: string
}

/** What `--name-status -z` says of the files below `prefix`. */
export function* readNames(printed: Buffer, prefix: string): Generator<Named> {
  const fields = zeroed(printed)
  for (let next = fields.next(); next.done !== true; next = fields.next()) {
    const letter = next.value.toString('latin1').charAt(0)
    const first = fields.next().value
    const isRename = letter === 'R' || letter === 'C'
    const name = isRename ? fields.next().value : first
    const change = changeOf(letter)
    const inside = name === undefined ? null : insideOf(name, prefix)
    if (name !== undefined && inside !== null && change !== null) {
      const from = isRename && first !== undefined ? insideOf(first, prefix) : null
      yield { path: inside, from, change, whole: name.toString('latin1') }
    }
  }
}
