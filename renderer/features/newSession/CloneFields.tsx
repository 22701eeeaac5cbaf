import { Field, TextInput } from '#renderer/ui/Field.tsx'
import type { WorkspaceChoice } from './workspaceChoice.ts'
import * as words from './words.ts'

type Clone = Extract<WorkspaceChoice, { kind: 'clone' }>

/** The repository that a session begins with a clone of. */
export function CloneFields({ choice, onChange }: { choice: Clone; onChange: (choice: Clone) => void }) {
  return (
    <section aria-label={words.clone} className="space-y-3 rounded-card border border-line bg-surface p-3">
      <Field label={words.addressOfTheRepository} hint={words.httpsOrGitHostPath}>
        <TextInput
          autoFocus
          type="text"
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={words.httpsGithubComOrgProject}
          className="font-mono"
          value={choice.url}
          onChange={({ target }) => onChange({ ...choice, url: target.value })}
        />
      </Field>
      <div className="grid items-start gap-3 md:grid-cols-2">
        <Field label={words.branch} hint={words.theRepositorysOwnChoiceWhere}>
          <TextInput
            className="font-mono"
            autoCapitalize="none"
            spellCheck={false}
            value={choice.branch}
            onChange={({ target }) => onChange({ ...choice, branch: target.value })}
          />
        </Field>
        <div className="space-y-1 text-sm md:pt-6">
          <Check
            label={words.onlyTheNewestCommit}
            isOn={choice.isShallow}
            onChange={(isShallow) => onChange({ ...choice, isShallow })}
          />
          <Check
            label={words.withSubmodules}
            isOn={choice.submodules}
            onChange={(submodules) => onChange({ ...choice, submodules })}
          />
        </div>
      </div>
    </section>
  )
}

function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex min-h-8 items-center gap-2 touch:min-h-11">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  )
}
