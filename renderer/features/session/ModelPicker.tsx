import { useState } from 'react'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { modelAliases } from '#renderer/format/models.ts'
import { modelName } from '#renderer/format/statusLabel.ts'

/** Picks the model. A choice is shown at once, and reverted when it is refused. */
export function ModelPicker(props: {
  model: string | null
  disabled: boolean
  onChange: (model: string) => Promise<boolean>
}) {
  const [asked, setAsked] = useState<string | null>(null)
  const current = asked ?? props.model ?? ''
  const others = modelAliases.filter((alias) => alias !== current)
  return (
    <PickerSelect
      label="Model"
      value={current}
      disabled={props.disabled}
      onChange={(event) => void choose(event.target.value)}
    >
      <option value={current}>{modelName(current === '' ? null : current)}</option>
      {others.map((alias) => (
        <option key={alias} value={alias}>
          {modelName(alias)}
        </option>
      ))}
    </PickerSelect>
  )

  async function choose(model: string): Promise<void> {
    setAsked(model)
    await props.onChange(model)
    setAsked(null)
  }
}
