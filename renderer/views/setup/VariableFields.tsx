import { Button } from '#renderer/ui/Button.tsx'
import { TextInput } from '#renderer/ui/Field.tsx'
import type { VariableDraft } from './setupDraft.ts'
import * as words from './words.ts'

/** The variables of a session. What the vault holds is not shown again: it is kept, replaced or removed. */
export function VariableFields(props: {
  variables: readonly VariableDraft[]
  onChange: (variables: readonly VariableDraft[]) => void
}) {
  const { variables, onChange } = props
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-sm font-medium">{words.environment}</legend>
      {variables.map((variable, at) => (
        // A variable is told apart by its position while its name is being written.
        <Variable
          key={at}
          variable={variable}
          onChange={(next) => onChange(variables.with(at, next))}
          onRemove={() => onChange(variables.toSpliced(at, 1))}
        />
      ))}
      <Button onClick={() => onChange([...variables, { name: '', value: '' }])}>{words.addVariable}</Button>
      <p className="text-xs text-muted">{words.valuesAreHidden}</p>
    </fieldset>
  )
}

function Variable(props: {
  variable: VariableDraft
  onChange: (variable: VariableDraft) => void
  onRemove: () => void
}) {
  const { name, value } = props.variable
  const label = name === '' ? words.theVariable : name
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <TextInput
        aria-label={words.name}
        placeholder={words.NAME}
        autoCapitalize="off"
        spellCheck={false}
        readOnly={value === null}
        className="w-40! flex-1 font-mono"
        value={name}
        onChange={({ target }) => props.onChange({ name: target.value.trim(), value })}
      />
      {value === null ? (
        <>
          <span className="text-sm text-muted">{words.inTheVault}</span>
          <Button aria-label={words.replaceOne(label)} onClick={() => props.onChange({ name, value: '' })}>
            {words.replace}
          </Button>
        </>
      ) : (
        <TextInput
          aria-label={words.valueOf(label)}
          placeholder={words.value}
          type="password"
          autoComplete="off"
          className="w-40! flex-1 font-mono"
          value={value}
          onChange={({ target }) => props.onChange({ name, value: target.value })}
        />
      )}
      <Button variant="ghost" aria-label={words.removeOne(label)} onClick={props.onRemove}>
        {words.remove}
      </Button>
    </div>
  )
}
