import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextArea } from '#renderer/ui/Field.tsx'
import * as words from './words.ts'

/** As many as the workstation takes. */
const MOST = 10

/** The prompts of a task, in their order. */
export function PromptFields({
  prompts,
  onChange,
}: {
  prompts: readonly string[]
  onChange: (prompts: readonly string[]) => void
}) {
  const labelOf = (index: number) => (prompts.length === 1 ? words.message : words.messageNumber(index + 1))
  return (
    <div className="space-y-2">
      {prompts.map((prompt, index) => (
        // A prompt is told apart by its position alone.
        <div key={index}>
          <Field label={labelOf(index)} {...(index === 0 ? {} : { hint: words.sentWhenTheTurnBefore })}>
            <TextArea
              required
              rows={4}
              value={prompt}
              onChange={({ target }) => onChange(prompts.with(index, target.value))}
            />
          </Field>
          {prompts.length > 1 && (
            <Button variant="ghost" onClick={() => onChange(prompts.toSpliced(index, 1))}>
              {words.removeLabelOf(labelOf(index).toLowerCase())}
            </Button>
          )}
        </div>
      ))}
      {prompts.length < MOST && <Button onClick={() => onChange([...prompts, ''])}>{words.addAMessageAfterIt}</Button>}
    </div>
  )
}
