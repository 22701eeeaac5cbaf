import { useState } from 'react'
import type { TemplateId } from '#shared/operations/template.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select, TextArea, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { StartChoices } from '#renderer/views/session/StartChoices.tsx'
import { SetupFields } from '#renderer/views/setup/SetupFields.tsx'
import { chip } from '../FolderChip.tsx'
import { inputOf, type TemplateFields } from './templateFields.ts'
import { saveTemplate } from './templates.ts'
import * as words from '../words.ts'

/** Makes a template, or changes one. */
export function TemplateForm(props: { id: TemplateId | null; fields: TemplateFields; onDone: () => void }) {
  const [fields, setFields] = useState(props.fields)
  const [state, setState] = useState<'ready' | 'saving' | { readonly problem: string }>('ready')
  return (
    <form
      aria-label={props.id === null ? words.newTemplate : words.editTemplate}
      className="w-[min(640px,calc(100vw-72px))] space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        // React hands it on to the form behind the dialog.
        event.stopPropagation()
        void save()
      }}
    >
      <Fields fields={fields} onChange={(changed) => setFields({ ...fields, ...changed })} />
      {typeof state === 'object' && <Problem>{state.problem}</Problem>}
      <div className="flex justify-end gap-1.5">
        <Button variant="ghost" onClick={props.onDone}>
          {words.cancel}
        </Button>
        <Button type="submit" variant="primary" disabled={state === 'saving'}>
          {state === 'saving' ? words.saving : words.saveTemplate}
        </Button>
      </div>
    </form>
  )

  async function save(): Promise<void> {
    setState('saving')
    try {
      await saveTemplate(props.id, inputOf(fields))
      props.onDone()
    } catch (error) {
      setState({ problem: errorMessage(error) })
    }
  }
}

function Fields({
  fields,
  onChange: set,
}: {
  fields: TemplateFields
  onChange: (changed: Partial<TemplateFields>) => void
}) {
  const mayShare = useMay('manage')
  return (
    <>
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={words.name}>
          <TextInput
            required
            autoFocus
            maxLength={200}
            value={fields.name}
            onChange={({ target }) => set({ name: target.value })}
          />
        </Field>
        <Field label={words.whatItIsFor}>
          <TextInput
            maxLength={200}
            value={fields.description}
            onChange={({ target }) => set({ description: target.value })}
          />
        </Field>
      </div>
      <Field label={words.starterPrompt} hint={words.writtenIntoTheFieldIt}>
        <TextArea rows={3} value={fields.prompt} onChange={({ target }) => set({ prompt: target.value })} />
      </Field>
      <FolderField folder={fields.folder} onChange={(folder) => set({ folder })} />
      <div className="flex flex-wrap gap-1.5">
        <StartChoices choice={fields.choice} chip={chip} onChange={(choice) => set({ choice })} />
      </div>
      <SetupFields isTemplate draft={fields.setup} onChange={(setup) => set({ setup })} />
      {mayShare && (
        <label className="flex min-h-8 items-center gap-2 touch:min-h-11">
          <input type="checkbox" checked={fields.shared} onChange={({ target }) => set({ shared: target.checked })} />
          {words.everybodyHereMayStartWith}
        </label>
      )}
    </>
  )
}

function FolderField({ folder, onChange }: { folder: string; onChange: (folder: string) => void }) {
  const kind = folder === 'any' || folder === 'new' ? folder : 'path'
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Field label={words.worksIn}>
        <Select value={kind} onChange={({ target }) => onChange(target.value === 'path' ? '' : target.value)}>
          <option value="any">{words.theFolderThatIsChosen}</option>
          <option value="new">{words.aNewFolder}</option>
          <option value="path">{words.alwaysThisFolder}</option>
        </Select>
      </Field>
      {kind === 'path' && (
        <Field label={words.folder} hint={words.onTheWorkstationFromIts}>
          <TextInput required className="font-mono" value={folder} onChange={({ target }) => onChange(target.value)} />
        </Field>
      )}
    </div>
  )
}
