import { type ReactNode, type Ref, useId } from 'react'
import { TextInput } from '#renderer/ui/Field.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import { choose, showOtherToast, type Choice, type Question, type QuestionOption } from './questions.ts'
import * as words from './laterWords.ts'

/** So many answers have a key. */
const KEYS = 4

interface QuestionFieldProps {
  readonly ref: Ref<HTMLFieldSetElement>
  readonly question: Question
  /** Which of all it is; null: the only one. */
  readonly place: string | null
  readonly choice: Choice
  readonly onChange: (choice: Choice) => void
}

/** One question: its options as radio buttons or checkboxes, each with a key of its own, and a field for another answer. */
export function QuestionField({ ref, question, place, choice, onChange }: QuestionFieldProps) {
  const name = useId()
  return (
    <fieldset ref={ref} tabIndex={-1} className="mb-3 min-w-0 outline-none">
      <legend className="mb-2 max-w-full whitespace-pre-wrap [overflow-wrap:anywhere]">
        {(place !== null || question.header !== '') && (
          <span className="mb-1.5 flex flex-wrap items-center gap-x-2 text-xs text-muted">
            {place !== null && <span className="rounded-control bg-raised px-1.5 py-0.5">{place}</span>}
            <bdi className="min-w-0">
              <Marked text={question.header} />
            </bdi>
          </span>
        )}
        <bdi className="text-base font-semibold max-md:text-lg">
          <Marked text={question.question} />
        </bdi>
      </legend>
      <div className="space-y-1 max-md:space-y-1.5">
        {question.options.map((option, index) => (
          <Option
            key={index}
            option={option}
            place={index + 1}
            input={
              <input
                type={question.isMulti ? 'checkbox' : 'radio'}
                name={name}
                data-shortcut={`choice_${index + 1}`}
                className="mt-0.5 size-4 shrink-0 accent-accent max-md:size-5"
                checked={choice.labels.includes(option.label)}
                onChange={() => onChange(choose(choice, question, option.label))}
              />
            }
          />
        ))}
        <TextInput
          aria-label={words.otherAnswerToQuestion(question.question)}
          placeholder={words.other}
          data-shortcut={`choice_${question.options.length + 1}`}
          value={choice.other}
          onChange={(event) => onChange(showOtherToast(choice, question, event.target.value))}
        />
      </div>
    </fieldset>
  )
}

/** An option, with its preview below. */
function Option(props: { option: QuestionOption; place: number; input: ReactNode }) {
  const { label, description, preview } = props.option
  return (
    <div>
      <label className="smooth flex min-h-9 touch:min-h-11 cursor-pointer items-start gap-2.5 rounded-control border border-line px-2.5 py-1.5 hover:bg-raised has-checked:border-accent has-checked:bg-accent-ground">
        {props.input}
        <span className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
          <bdi className="font-medium">
            <Marked text={label} />
          </bdi>
          {description !== '' && (
            <span dir="auto" className="block text-muted">
              <Marked text={description} />
            </span>
          )}
        </span>
        {props.place <= KEYS && (
          <span aria-hidden="true" className="max-md:hidden">
            <Key>{String(props.place)}</Key>
          </span>
        )}
      </label>
      {preview !== '' && (
        <div className="mt-1 mb-2 ml-9">
          <TextBlock text={preview} label={words.preview} />
        </div>
      )}
    </div>
  )
}
