import { SlidersHorizontal } from 'lucide-react'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import type { Template } from '#shared/operations/template.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { setupWords } from '#renderer/views/setup/setupDraft.ts'
import { chip } from '../FolderChip.tsx'
import { templates } from './templates.ts'
import type { StartSetup } from './useStartSetup.ts'
import * as words from '../words.ts'

/** The template of a new session, and the way to all the rest that it begins with. */
export function SetupChips({ setup, onTemplate }: { setup: StartSetup; onTemplate: (one: Template | null) => void }) {
  const list = useQuery(templates)
  const known = list.kind === 'ready' ? list.value : []
  const summary = setupWords(setup.draft)
  return (
    <>
      <PickerSelect
        label={words.template}
        className={chip}
        value={setup.template?.id ?? ''}
        onChange={({ target }) => onTemplate(known.find(({ id }) => id === target.value) ?? null)}
      >
        <option value="">{setup.template === null ? words.template : words.noTemplate}</option>
        {known.map(({ id, name, description }) => (
          <option key={id} value={id} title={withMarks(description)}>
            {withMarks(name)}
          </option>
        ))}
      </PickerSelect>
      <Button
        variant="ghost"
        className={`${chip} px-1.5!`}
        aria-expanded={setup.isOpen}
        title={words.environmentMcpServersToolsFolders}
        onClick={() => setup.setOpen(!setup.isOpen)}
      >
        <SlidersHorizontal className="size-4" aria-hidden="true" />
        {summary === '' ? words.more : summary}
      </Button>
    </>
  )
}
