import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { Field, Select, TextInput } from '#renderer/ui/Field.tsx'
import { SetupFields } from './SetupFields.tsx'
import type { Offer, WorktreeChoice } from './useWorktree.ts'
import * as words from '../words.ts'

/** The branch of a new worktree, where it begins, and what is done in it first. */
export function WorktreeFields(props: {
  folder: string
  offer: Offer
  choice: WorktreeChoice
  onChange: (choice: WorktreeChoice) => void
  onSetup: (setup: Offer['setup']) => void
}) {
  const { folder, offer, choice, onChange } = props
  const branch = choice.branch ?? offer.branch
  const isThere = offer.branches.includes(branch)
  return (
    <section
      aria-label={words.newWorktree}
      className="space-y-3 rounded-card border border-line bg-surface p-3 text-text"
    >
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={words.branch} hint={isThere ? words.thisBranchIsThereAlready : undefined}>
          <TextInput
            value={branch}
            className="font-mono"
            onChange={({ target }) => onChange({ ...choice, branch: target.value === '' ? null : target.value })}
          />
        </Field>
        <Field label={words.beginsAt}>
          <Select
            value={choice.base ?? offer.base}
            disabled={isThere}
            onChange={({ target }) => onChange({ ...choice, base: target.value })}
          >
            {[...new Set([offer.base, ...offer.branches])].map((name) => (
              <option key={name} value={name} dir="auto">
                {withMarks(name)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <SetupFields
        project={folder}
        setup={offer.setup}
        runs={choice.runsSetup}
        onRuns={(runsSetup) => onChange({ ...choice, runsSetup })}
        onSaved={props.onSetup}
      />
    </section>
  )
}
