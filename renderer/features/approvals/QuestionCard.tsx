import { useMemo } from 'react'
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
import { answersOf, choicesIn, noChoice, questionsOf, unaskedFields, type Choice } from './questions.ts'
import { Reasons } from './Reasons.tsx'
import { useAnswer } from './useAnswer.ts'
import { ScrollableInput } from './ScrollableInput.tsx'
import * as toldToClaude from './toldToClaude.ts'
import * as words from './laterWords.ts'

/** Claude's questions, answered together. */
export function QuestionCard({ approval, context }: { approval: Approval; context: CardContext }) {
  const questions = useMemo(() => questionsOf(approval.input), [approval])
  const dangers = useMemo(() => dangersOf(approval), [approval])
  const card = { session_id: context.session_id, approval_id: approval.approval_id }
  const [choices, setChoices] = useCardEntry<readonly Choice[]>(card, 'choices', {
    initial: () => questions.map(() => noChoice),
    text: (all) => all.flatMap(({ other }) => (other === '' ? [] : [other])).join('\n'),
    read: (stored) => choicesIn(stored, questions.length),
  })
  const { isSending, send } = useAnswer(context, approval.approval_id)
  const answers = answersOf(questions, choices)
  return (
    <CardFrame heading={context.heading} title={words.claudeAsks} isDangerous={dangers.length > 0}>
      <form
        className="space-y-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (answers !== null) {
            void send({ decision: 'allow', updated_input: { ...approval.input, answers } })
          }
        }}
      >
        <ScrollableInput label={words.questions}>
          <DangerList dangers={dangers} />
          {questions.map((question, index) => (
            <QuestionField
              key={index}
              question={question}
              choice={choices[index] ?? noChoice}
              onChange={(choice) => setChoices(choices.with(index, choice))}
            />
          ))}
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
        >
          <Button type="submit" variant="primary" disabled={isSending || answers === null}>
            {words.sendAnswers(questions.length)}
          </Button>
        </CardButtons>
      </form>
    </CardFrame>
  )
}
