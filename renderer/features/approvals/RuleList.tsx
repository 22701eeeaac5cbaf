import type { Answer } from '#renderer/state/answers.ts'
import type { SuggestedRule } from '#renderer/words/suggestionWords.ts'
import { AllowButton } from './AllowButton.tsx'

/** Claude's own suggestions, each shown as the rule that it adds. */
export function RuleList(props: {
  rules: readonly SuggestedRule[]
  disabled: boolean
  danger: boolean
  onChoose: (answer: Answer) => void
}) {
  return (
    <div className="mt-3 border-t border-line pt-3">
      <p className="mb-2 text-muted">Allow now, and add one of these rules:</p>
      <ul className="space-y-2">
        {props.rules.map(({ index, rule, scope }) => (
          <li key={index} className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 flex-1 basis-60">
              <code className="font-mono break-words">{rule}</code>
              <span className="block text-xs text-muted">{scope}</span>
            </span>
            <AllowButton
              words="Allow and add"
              look="plain"
              danger={props.danger}
              disabled={props.disabled}
              onAllow={() => props.onChoose({ decision: 'allow', remember: [index] })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
