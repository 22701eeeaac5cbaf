import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'

/** The most files that are named; the numbers are those of all. */
const MAX_NAMED_FILES = 200

const count = z.number().int().nonnegative().nullish().catch(0)
const Answer = z.looseObject({
  canRewind: z.boolean(),
  error: z.string().nullish().catch(null),
  filesChanged: z.array(z.string()).nullish().catch([]),
  insertions: count,
  deletions: count,
})

/**
 * Reads the answer to `rewind_files`. No files: all are as they were.
 * @throws HomeportError SESSION_003 where Claude Code cannot go back there, or could not.
 */
export function readRewindAnswer(answer: unknown): RewindChanges {
  const read = Answer.safeParse(answer)
  if (!read.success) {
    throw new HomeportError(
      'SESSION_003',
      'Claude Code answered in a way that Homeport cannot read. Look at the files before you go on.',
    )
  }
  const { canRewind, error, filesChanged, insertions, deletions } = read.data
  if (!canRewind) {
    throw new HomeportError('SESSION_003', refusal(error ?? ''))
  }
  const files = filesChanged ?? []
  return {
    files: files.slice(0, MAX_NAMED_FILES),
    file_count: files.length,
    insertions: insertions ?? 0,
    deletions: deletions ?? 0,
  }
}

const MOST_OF_REASON = 500

function refusal(reason: string): string {
  if (/no file checkpoint/i.test(reason)) {
    return 'Claude Code has kept no copies of the files from before this message, so none can be put back. Nothing was changed.'
  }
  if (/not enabled/i.test(reason)) {
    return 'This Claude Code keeps no copies of files, so none can be put back. Nothing was changed. Update Claude Code.'
  }
  const said = reason === '' ? 'it gave no reason' : reason.slice(0, MOST_OF_REASON)
  return `Claude Code could not put the files back: ${said}. Look at the files before you go on.`
}
