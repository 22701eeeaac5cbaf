import { IconButton } from '#renderer/ui/Button.tsx'
import * as words from './laterWords.ts'

const labels = { '@': words.nameAFile, '/': words.runACommand } as const

/** Open the completions for those who do not know, or have no key for, the sign. */
export function InsertButtons(props: { signs: readonly ('/' | '@')[]; onInsert: (sign: '/' | '@') => void }) {
  return props.signs.map((sign) => (
    <IconButton key={sign} label={labels[sign]} onClick={() => props.onInsert(sign)}>
      <span aria-hidden="true">{sign}</span>
    </IconButton>
  ))
}
