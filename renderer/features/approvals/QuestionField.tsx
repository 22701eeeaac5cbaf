import { type ReactNode, useId } from 'react'
import { TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import { choose, showOtherToast, type Choice, type Question, type QuestionOption } from './questions.ts'
import * as words from './laterWords.ts'

/** One question: its options as radio buttons or checkboxes, and a field for another answer. */
export function QuestionField(props: { question: Question; choice: Choice; onChange: (choice: Choice) => void }) {
  const { question, choice, onChange } = props
  const name = useId()
  return (
    <fieldset className="mb-3 min-w-0">
      <legend className="mb-1.5 max-w-full text-base whitespace-pre-wrap [overflow-wrap:anywhere]">
        {question.header !== '' && (
          <bdi className="mr-2 rounded-control bg-raised px-1.5 py-0.5 text-xs text-muted">
            <Marked text={question.header} />
          </bdi>
        )}
        <bdi>
          <Marked text={question.question} />
        </bdi>
      </legend>
      <div className="space-y-1">
        {question.options.map((option, index) => (
          <Option
            key={index}
            option={option}
            input={
              <input
                type={question.isMulti ? 'checkbox' : 'radio'}
                name={name}
                className="mt-0.5 size-4 shrink-0 accent-accent"
                checked={choice.labels.includes(option.label)}
                onChange={() => onChange(choose(choice, question, option.label))}
              />
            }
          />
        ))}
        <TextInput
          aria-label={words.otherAnswerToQuestion(question.question)}
          placeholder={words.other}
          value={choice.other}
          onChange={(event) => onChange(showOtherToast(choice, question, event.target.value))}
        />
      </div>
    </fieldset>
  )
}

/** An option, with its preview below. */
function Option({ option: { label, description, preview }, input }: { option: QuestionOption; input: ReactNode }) {
  return (
    <div>
      <label className="smooth flex min-h-9 touch:min-h-11 cursor-pointer items-start gap-2.5 rounded-control border border-line px-2.5 py-1.5 hover:bg-raised has-checked:border-accent has-checked:bg-accent-ground">
        {input}
        <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
          <bdi className="font-medium">
            <Marked text={label} />
          </bdi>
          {description !== '' && (
            <span dir="auto" className="block text-muted">
              <Marked text={description} />
            </span>
          )}
        </span>
      </label>
      {preview !== '' && (
        <div className="mt-1 mb-2 ml-9">
          <TextBlock text={preview} label={words.preview} />
        </div>
      )}
    </div>
  )
}
