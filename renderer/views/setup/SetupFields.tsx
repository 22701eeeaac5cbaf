import { Field, TextArea } from '#renderer/ui/Field.tsx'
import { ServerFields } from './ServerFields.tsx'
import type { SetupDraft } from './setupDraft.ts'
import { VariableFields } from './VariableFields.tsx'
import * as words from './words.ts'

/**
 * Everything that a session is made with beside folder, model and mode. `isTemplate`: of variables the names alone, since
 * templates hold no values.
 */
export function SetupFields(props: { draft: SetupDraft; isTemplate?: boolean; onChange: (draft: SetupDraft) => void }) {
  const { draft, isTemplate = false, onChange } = props
  const set = (changed: Partial<SetupDraft>) => onChange({ ...draft, ...changed })
  return (
    <div className="space-y-4">
      {isTemplate ? (
        <Field label={words.variablesItNeeds} hint={words.namesAlone}>
          <TextArea
            rows={2}
            className="font-mono"
            value={draft.variables.map(({ name }) => name).join('\n')}
            onChange={({ target }) =>
              set({ variables: target.value.split('\n').map((name) => ({ name: name.trim(), value: null })) })
            }
          />
        </Field>
      ) : (
        <VariableFields variables={draft.variables} onChange={(variables) => set({ variables })} />
      )}
      <ServerFields servers={draft.servers} onChange={(servers) => set({ servers })} />
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={words.allowedTools} hint={words.rulesThatAllow}>
          <TextArea
            rows={3}
            className="font-mono"
            value={draft.allowed}
            onChange={({ target }) => set({ allowed: target.value })}
          />
        </Field>
        <Field label={words.deniedTools} hint={words.rulesThatDeny}>
          <TextArea
            rows={3}
            className="font-mono"
            value={draft.denied}
            onChange={({ target }) => set({ denied: target.value })}
          />
        </Field>
      </div>
      <Field label={words.additionalFolders} hint={words.foldersOneALine}>
        <TextArea
          rows={2}
          className="font-mono"
          value={draft.folders}
          onChange={({ target }) => set({ folders: target.value })}
        />
      </Field>
      <Field label={words.systemPrompt} hint={words.behindItsOwn}>
        <TextArea
          rows={3}
          maxLength={4000}
          value={draft.system_prompt}
          onChange={({ target }) => set({ system_prompt: target.value })}
        />
      </Field>
    </div>
  )
}
