import { type Choice, lastChoice } from '#renderer/state/browser/lastChoices.ts'
import { StartChoices } from '#renderer/views/session/StartChoices.tsx'

/** With what a session in the folder begins: as the last one there, until something else is picked. */
export function LastChoices(props: { folder: string; picked: Choice | null; onChange: (choice: Choice) => void }) {
  const { folder, picked, onChange } = props
  return <StartChoices choice={picked ?? lastChoice(folder)} onChange={onChange} />
}
