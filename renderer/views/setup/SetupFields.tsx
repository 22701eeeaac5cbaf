import { Field, TextArea } from '#renderer/ui/Field.tsx'
import { ServerFields } from './ServerFields.tsx'
import type { SetupDraft } from './setupDraft.ts'
import { VariableFields } from './VariableFields.tsx'

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
        <Field label="Variables it needs" hint="Names, one a line. Who starts with it gives the values.">
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
        <Field
          label="Allowed tools"
          hint="One rule a line, as in Claude Code: Bash(npm test:*), Read. What is dangerous is asked about all the same."
        >
          <TextArea
            rows={3}
            className="font-mono"
            value={draft.allowed}
            onChange={({ target }) => set({ allowed: target.value })}
          />
        </Field>
        <Field label="Denied tools" hint="One rule a line. They are refused without a question.">
          <TextArea
            rows={3}
            className="font-mono"
            value={draft.denied}
            onChange={({ target }) => set({ denied: target.value })}
          />
        </Field>
      </div>
      <Field label="Additional folders" hint="One a line. Claude works in them beside its own.">
        <TextArea
          rows={2}
          className="font-mono"
          value={draft.folders}
          onChange={({ target }) => set({ folders: target.value })}
        />
      </Field>
      <Field label="System prompt" hint="Said to Claude behind its own.">
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
