import { MAX_PROMPT_LENGTH } from '#shared/operations/turn.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { digits } from '#renderer/format/numbers.ts'
import * as words from './laterWords.ts'

/** Reports a message that is too long; pasted text is never cut silently. */
export function TooLong({ excess }: { excess: number }) {
  return (
    <div className="px-2 pt-2">
      <Problem>{words.charactersMoreThanAMessage(excess, digits(MAX_PROMPT_LENGTH))}</Problem>
    </div>
  )
}
