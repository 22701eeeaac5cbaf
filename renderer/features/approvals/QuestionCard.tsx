import { useEffect, useMemo, useRef } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { useCardEntry } from '#renderer/state/writing/useCardEntry.ts'
import { Button } from '#renderer/ui/Button.tsx'
import type { CardContext } from './cardContext.ts'
import { CardButtons } from './CardButtons.tsx'
import { CardFrame } from './CardFrame.tsx'
import { Claim } from './Claim.tsx'
import { DangerList } from './DangerList.tsx'
import { Fields } from './Fields.tsx'
import { dangersOf } from './dangers.ts'
import { QuestionField } from './QuestionField.tsx'
import { answersOf, choicesIn, nextQuestion, noChoice, questionsOf, unaskedFields, type Choice } from './questions.ts'
import { Reasons } from './Reasons.tsx'
import { useAnswer } from './useAnswer.ts'
import { useSettled } from './useSettled.ts'
import { ScrollableInput } from './ScrollableInput.tsx'
import * as toldToClaude from './toldToClaude.ts'
import * as words from './laterWords.ts'

/** Claude's questions, one at a time, and answered together. */
export function QuestionCard({ approval, context }: { approval: Approval; context: CardContext }) {
  const dangers = useMemo(() => dangersOf(approval), [approval])
  const { count, at, setAt, shown, next, answers } = useQuestions(approval, context)
  const { isSending, send } = useAnswer(context, approval.approval_id)
  const { field, goTo } = useStepFocus(at, setAt)
  return (
    <CardFrame heading={context.heading} title={words.claudeAsks} isDangerous={dangers.length > 0} isQuestion>
      <form
        className="space-y-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (next !== null) {
            goTo(next)
          } else if (answers !== null) {
            void send({ decision: 'allow', updated_input: { ...approval.input, answers } })
          }
        }}
      >
        <ScrollableInput label={words.questions}>
          <DangerList dangers={dangers} />
          {shown !== null && (
            <QuestionField key={at} ref={field} {...shown} place={count > 1 ? words.questionOf(at + 1, count) : null} />
          )}
          <Fields fields={unaskedFields(approval.input)} />
          <Reasons approval={approval} />
          <Claim text={approval.description} />
        </ScrollableInput>
        <CardButtons
          refusal={
            <Button
              disabled={isSending}
              onClick={() => void send({ decision: 'deny', message: toldToClaude.wouldRatherNotAnswer })}
            >
              {words.skip}
            </Button>
          }
          more={
            at === 0 ? undefined : (
              <Button variant="ghost" disabled={isSending} onClick={() => goTo(at - 1)}>
                {words.previousQuestion}
              </Button>
            )
          }
        >
          <SubmitButton
            key={at}
            isLast={next === null}
            count={count}
            disabled={isSending || (next === null && answers === null)}
          />
        </CardButtons>
      </form>
    </CardFrame>
  )
}

/** What is asked, the one of it that is shown, and what was chosen so far. */
function useQuestions(approval: Approval, { session_id }: CardContext) {
  const questions = useMemo(() => questionsOf(approval.input), [approval])
  const card = { session_id, approval_id: approval.approval_id }
  const [choices, setChoices] = useCardEntry<readonly Choice[]>(card, 'choices', {
    initial: () => questions.map(() => noChoice),
    text: (all) => all.flatMap(({ other }) => (other === '' ? [] : [other])).join('\n'),
    read: (stored) => choicesIn(stored, questions.length),
  })
  const [at, setAt] = useCardEntry<number>(card, 'question', {
    initial: () => 0,
    text: () => '',
    read: (stored) => [...questions.keys()].find((index) => index === stored),
  })
  const question = questions[at]
  return {
    count: questions.length,
    at,
    setAt,
    shown:
      question === undefined
        ? null
        : {
            question,
            choice: choices[at] ?? noChoice,
            onChange: (choice: Choice) => setChoices(choices.with(at, choice)),
          },
    next: nextQuestion(questions, choices, at),
    answers: answersOf(questions, choices),
  }
}

interface SubmitButtonProps {
  readonly isLast: boolean
  readonly count: number
  readonly disabled: boolean
}

/** Leads to the next question; after the last it sends. What takes another's place is dead for a moment. */
function SubmitButton({ isLast, count, disabled }: SubmitButtonProps) {
  const isSettled = useSettled('')
  return (
    <Button type="submit" variant="primary" disabled={disabled || (count > 1 && !isSettled)}>
      {isLast ? words.sendAnswers(count) : words.nextQuestion}
    </Button>
  )
}

/** The question that a person went to takes the focus: screen readers read it. Not one that is kept from an earlier visit. */
function useStepFocus(at: number, setAt: (at: number) => void) {
  const field = useRef<HTMLFieldSetElement>(null)
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    if (wanted.current === at) {
      field.current?.focus()
    }
    wanted.current = null
  }, [at])
  const goTo = (to: number) => {
    wanted.current = to
    setAt(to)
  }
  return { field, goTo }
}
