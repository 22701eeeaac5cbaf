import type { ToolItem } from '#shared/session/timeline/items.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { isRecord, recordList, textField } from '#shared/session/tools/toolInput.ts'
import * as words from '../laterWords.ts'

/** Questions with what was answered. */
export function AnsweredQuestions({ tool }: { tool: ToolItem }) {
  const given = tool.approval?.outcome?.updated_input?.['answers'] ?? tool.result?.details?.['answers']
  const answers = isRecord(given) ? given : {}
  return (
    <dl className="space-y-1">
      {recordList(tool.input['questions']).map((entry) => {
        const question = textField(entry, 'question')
        return (
          <div key={question}>
            <dt dir="auto" className="text-muted">
              <Marked text={question} />
            </dt>
            <dd dir="auto" className="font-medium">
              <Marked text={textField(answers, question) || words.noAnswer} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
