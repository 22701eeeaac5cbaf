import { useId } from 'react'
import { TextInput } from '#renderer/ui/Field.tsx'
import { choose, sayOther, type Choice, type Question } from './questions.ts'

/** One question: its options as radio buttons or check boxes, and room for other words. */
export function QuestionField(props: { question: Question; choice: Choice; onChange: (choice: Choice) => void }) {
  const { question, choice, onChange } = props
  const name = useId()
  return (
    <fieldset className="mb-3">
      <legend className="mb-1.5 text-base">
        {question.header !== '' && (
          <span className="mr-2 rounded-control bg-raised px-1.5 py-0.5 text-xs text-muted">{question.header}</span>
        )}
        <span>{question.question}</span>
      </legend>
      <div className="space-y-1">
        {question.options.map(({ label, description }) => (
          <label
            key={label}
            className="eases flex min-h-9 touch:min-h-11 cursor-pointer items-start gap-2.5 rounded-control border border-line px-2.5 py-1.5 hover:bg-raised has-checked:border-accent has-checked:bg-accent-ground"
          >
            <input
              type={question.isMulti ? 'checkbox' : 'radio'}
              name={name}
              className="mt-0.5 size-4 shrink-0 accent-accent"
              checked={choice.labels.includes(label)}
              onChange={() => onChange(choose(choice, question, label))}
            />
            <span className="min-w-0">
              <span className="font-medium">{label}</span>
              {description !== '' && <span className="block text-muted">{description}</span>}
            </span>
          </label>
        ))}
        <TextInput
          aria-label={`Other answer to: ${question.question}`}
          placeholder="Other…"
          value={choice.other}
          onChange={(event) => onChange(sayOther(choice, question, event.target.value))}
        />
      </div>
    </fieldset>
  )
}
