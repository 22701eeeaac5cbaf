import { MAX_PROMPT_LENGTH } from '#shared/operations/turn.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { count, digits } from '#renderer/format/numbers.ts'

/** Reports a message that is too long; pasted text is never cut silently. */
export function TooLong({ excess }: { excess: number }) {
  return (
    <div className="px-2 pt-2">
      <Problem>
        {count(excess, 'character')} more than a message may have ({digits(MAX_PROMPT_LENGTH)}). Nothing was cut:
        shorten it, or attach it as a file.
      </Problem>
    </div>
  )
}
