import { useId } from 'react'
import type { ChoiceField, FormField } from '#shared/session/elicitation.ts'
import { prettyJson } from '#shared/session/tools/toolInput.ts'
import { TextArea, TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import type { Entry } from './elicitationEntries.ts'
import { supportedFormats } from './unsupportedFields.ts'
import * as words from './laterWords.ts'

interface Props {
  readonly field: FormField
  readonly entry: Entry
  readonly problem: string | null
  readonly onChange: (entry: Entry) => void
}

/** One field of a server's form: its label, its control, its problem. */
export function ElicitationField(props: Props) {
  const { field, problem } = props
  const id = useId()
  const described = `${id}-more`
  const heading = (
    <>
      <bdi>
        <Marked text={field.title} />
      </bdi>
      {field.isRequired && <span className="text-muted"> {words.needed}</span>}
    </>
  )
  const more = (
    <div id={described} className="text-xs [overflow-wrap:anywhere]">
      {field.description !== '' && (
        <p dir="auto" className="text-muted whitespace-pre-wrap">
          <Marked text={field.description} />
        </p>
      )}
      {(field.kind === 'text' || field.kind === 'number') && field.preset !== '' && (
        // A one-line field shows neither the end of its value nor hidden characters.
        <p className="text-muted">{words.filledInByTheServer(<Marked text={field.preset} code />)}</p>
      )}
      {limitsOf(field) !== '' && <p className="text-muted">{limitsOf(field)}</p>}
      {problem !== null && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
    </div>
  )
  if (field.kind === 'choice') {
    return (
      <fieldset aria-describedby={described} className="min-w-0 space-y-1">
        <legend className="mb-1 max-w-full text-sm font-medium [overflow-wrap:anywhere]">{heading}</legend>
        {field.options.map(({ value, label }) => (
          <Option key={value} {...props} field={field} value={value} label={label} name={id} />
        ))}
        {more}
      </fieldset>
    )
  }
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block text-sm font-medium [overflow-wrap:anywhere]">
        {heading}
      </label>
      <Control {...props} id={id} described={described} />
      {more}
    </div>
  )
}

function Control({ field, entry, problem, onChange, id, described }: Props & { id: string; described: string }) {
  const common = { id, 'aria-describedby': described, 'aria-invalid': problem !== null }
  if (typeof entry === 'boolean') {
    return (
      <input
        {...common}
        type="checkbox"
        className="size-5 accent-accent"
        checked={entry}
        onChange={(event) => onChange(event.target.checked)}
      />
    )
  }
  const text = { ...common, value: typeof entry === 'string' ? entry : '', autoComplete: 'off' }
  if (field.kind === 'json') {
    return (
      <>
        <TextBlock text={prettyJson(field.schema) ?? ''} label={words.whatNameMustLookLike(field.name)} />
        <TextArea {...text} rows={3} placeholder={words.json} onChange={(event) => onChange(event.target.value)} />
      </>
    )
  }
  return (
    <TextInput
      {...text}
      type={inputType(field)}
      {...(field.kind === 'number' ? { step: field.isWhole ? 1 : 'any' } : {})}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Option(props: Omit<Props, 'field'> & { field: ChoiceField; value: string; label: string; name: string }) {
  const { field, entry, onChange, value, label, name } = props
  const chosen: readonly string[] = typeof entry === 'object' ? entry : []
  return (
    <label className="smooth flex min-h-9 touch:min-h-11 cursor-pointer items-start gap-2.5 rounded-control border border-line px-2.5 py-1.5 hover:bg-raised has-checked:border-accent has-checked:bg-accent-ground">
      <input
        type={field.isMulti ? 'checkbox' : 'radio'}
        name={name}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        checked={chosen.includes(value)}
        onChange={(event) => {
          const others = field.isMulti ? chosen.filter((one) => one !== value) : []
          onChange(event.target.checked ? [...others, value] : others)
        }}
      />
      <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
        <bdi>
          <Marked text={label} />
        </bdi>
        {label !== value && (
          <span className="ml-2 font-mono text-xs text-muted">
            <Marked text={value} code />
          </span>
        )}
      </span>
    </label>
  )
}

const types: Readonly<Record<string, string>> = { email: 'email', uri: 'url', date: 'date' }

function inputType(field: FormField): string {
  return field.kind === 'number' ? 'number' : field.kind === 'text' ? (types[field.format] ?? 'text') : 'text'
}

/** The field's constraints as text. */
function limitsOf(field: FormField): string {
  switch (field.kind) {
    case 'text':
      return [
        ...(field.minLength > 1 ? [words.atLeastCharacters(field.minLength)] : []),
        ...(field.maxLength === Infinity ? [] : [words.atMostCharacters(field.maxLength)]),
        ...(supportedFormats.has(field.format) ? [words.asFormat(field.format)] : []),
      ].join(', ')
    case 'number':
      return [
        ...(field.isWhole ? [words.aWholeNumber] : []),
        ...(field.minimum === -Infinity ? [] : [words.fromMinimum(field.minimum)]),
        ...(field.maximum === Infinity ? [] : [words.upToMaximum(field.maximum)]),
      ].join(', ')
    case 'choice':
      return [
        ...(field.isMulti && field.minItems > 0 ? [words.atLeastMinItems(field.minItems)] : []),
        ...(field.isMulti && field.maxItems !== Infinity ? [words.atMostMaxItems(field.maxItems)] : []),
      ].join(', ')
    default:
      return ''
  }
}
