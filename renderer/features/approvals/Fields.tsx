import { Marked } from '#renderer/ui/Marked.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import { prettyJson } from '#shared/session/tools/toolInput.ts'
import * as words from './laterWords.ts'

/** A field of an input, by its name. */
export type NamedField = readonly [name: string, value: unknown]

/** Values up to this length are shown inline. */
const MAX_INLINE = 100

/** Fields of an input, each with its name and complete value. Nothing when there are none. */
export function Fields({ fields }: { fields: readonly NamedField[] }) {
  return fields.length === 0 ? null : (
    <dl className="space-y-1">
      {fields.map(([name, value]) => (
        <FieldRow key={name} name={name} text={typeof value === 'string' ? value : prettyJson(value)} />
      ))}
    </dl>
  )
}

function FieldRow({ name, text }: { name: string; text: string }) {
  const isShort = text.length <= MAX_INLINE && !text.includes('\n')
  return (
    <div className={isShort ? 'flex flex-wrap gap-x-2' : ''}>
      <dt className="[overflow-wrap:anywhere] text-muted">
        <Marked text={name === '' ? words.noName : name} code />:
      </dt>
      <dd className="min-w-0">
        {text === '' && <span className="text-muted">{words.empty}</span>}
        {text !== '' && isShort && (
          <span dir="ltr" className="font-mono whitespace-pre-wrap [overflow-wrap:anywhere]">
            <Marked text={text} code />
          </span>
        )}
        {!isShort && <TextBlock text={text} label={name} />}
      </dd>
    </div>
  )
}
