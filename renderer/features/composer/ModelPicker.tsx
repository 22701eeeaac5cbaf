import { useState } from 'react'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { modelName } from '#renderer/format/statusLabel.ts'
import { ModelOptions } from '#renderer/views/session/SessionOptions.tsx'
import * as words from './laterWords.ts'

/** Picks the model. A choice is shown at once, and reverted when it is refused. */
export function ModelPicker(props: { model: string | null; onChange: (model: string) => Promise<boolean> }) {
  const [asked, setAsked] = useState<string | null>(null)
  const current = asked ?? props.model ?? ''
  return (
    <PickerSelect label={words.model} value={current} onChange={(event) => void choose(event.target.value)}>
      {current === '' && <option value="">{modelName(null)}</option>}
      <ModelOptions chosen={current} />
    </PickerSelect>
  )

  async function choose(model: string): Promise<void> {
    setAsked(model)
    await props.onChange(model)
    setAsked(null)
  }
}
