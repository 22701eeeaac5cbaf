import { useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { Button } from '#renderer/ui/Button.tsx'
import type { CardPlace } from './cardPlace.ts'
import { CardFrame } from './CardFrame.tsx'
import { QuestionField } from './QuestionField.tsx'
import { answersOf, noChoice, questionsOf, type Choice } from './questions.ts'
import { useAnswer } from './useAnswer.ts'

/** Claude asks; one or several questions are answered together. */
export function QuestionCard({ approval, place }: { approval: Approval; place: CardPlace }) {
  const questions = questionsOf(approval.input)
  const [choices, setChoices] = useState<readonly Choice[]>(() => questions.map(() => noChoice))
  const { isSending, send } = useAnswer(place, approval.approval_id)
  const answers = answersOf(questions, choices)
  return (
    <CardFrame heading={place.heading} title="Claude asks">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (answers !== null) {
            void send({ decision: 'allow', updated_input: { ...approval.input, answers } })
          }
        }}
      >
        {questions.map((question, index) => (
          <QuestionField
            key={question.question}
            question={question}
            choice={choices[index] ?? noChoice}
            onChange={(choice) => setChoices(choices.with(index, choice))}
          />
        ))}
        <div className="flex flex-wrap gap-1.5">
          <Button type="submit" look="primary" disabled={isSending || answers === null}>
            Send {questions.length > 1 ? 'answers' : 'answer'}
          </Button>
          <Button
            look="quiet"
            disabled={isSending}
            onClick={() =>
              void send({
                decision: 'deny',
                message: 'The user would rather not answer. Use your judgement or ask differently.',
              })
            }
          >
            Skip
          </Button>
        </div>
      </form>
    </CardFrame>
  )
}
