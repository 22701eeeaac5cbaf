import type { Answer } from './answers.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { SuggestedRule } from './suggestedRules.ts'
import { AllowButton, type Allowing } from './AllowButton.tsx'
import * as words from './laterWords.ts'

/** Claude's own suggestions, each shown as the rule that it adds. */
export function RuleList(props: {
  rules: readonly SuggestedRule[]
  allowing: Allowing
  onChoose: (answer: Answer) => void
}) {
  return (
    <div className="mt-3 border-t border-line pt-3">
      <p className="mb-2 text-muted">{words.allowNowAndAddOne}</p>
      <ul className="space-y-2">
        {props.rules.map(({ index, rule, scope }) => (
          <li key={index} className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 flex-1 basis-60">
              <code className="font-mono whitespace-pre-wrap wrap-anywhere">
                <Marked text={rule} code />
              </code>
              <span className="block text-xs text-muted">{scope}</span>
            </span>
            <AllowButton
              {...props.allowing}
              text={words.allowAndAdd}
              variant="secondary"
              onAllow={() => props.onChoose({ decision: 'allow', remember: [index] })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
