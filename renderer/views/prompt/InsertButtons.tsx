import { IconButton } from '#renderer/ui/Button.tsx'

const labels = { '@': 'Name a file (@)', '/': 'Run a command (/)' } as const

/** Open the completions for those who do not know, or have no key for, the sign. */
export function InsertButtons(props: { signs: readonly ('/' | '@')[]; onInsert: (sign: '/' | '@') => void }) {
  return props.signs.map((sign) => (
    <IconButton key={sign} label={labels[sign]} onClick={() => props.onInsert(sign)}>
      <span aria-hidden="true">{sign}</span>
    </IconButton>
  ))
}
