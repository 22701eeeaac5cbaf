import { count } from '#renderer/format/numbers.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { NewRule, RulePreview } from './policy.ts'

const verbs = { allow: 'Runs unasked', ask: 'Is asked about', deny: 'Is refused' } as const

/** What a rule would mean, before it is added. */
export function RulePreviewText({ behavior, preview }: { behavior: NewRule['behavior']; preview: RulePreview }) {
  const { reading, dangers, past } = preview
  return (
    <div role="status" className="space-y-1 text-sm">
      <p dir="auto">
        <strong className="font-medium">{verbs[behavior]}:</strong>{' '}
        {reading === null ? 'Claude Code reads it as a rule.' : <Marked text={reading} />}
      </p>
      {dangers.map(({ code, text }) => (
        <p key={code} className="text-bad">
          {text} Such calls are asked about each time, so this cannot be added.
        </p>
      ))}
      <p className="text-muted">{pastText(past)}</p>
    </div>
  )
}

function pastText({ asked, certain, denied }: RulePreview['past']): string {
  if (asked === 0) {
    return 'Claude asked for no tool there in the last 30 days.'
  }
  const requests = count(asked, 'request')
  if (certain === 0) {
    return `Of ${requests} in the last 30 days, Claude Code named this rule for none. It may fit some all the same: that it says only when they come.`
  }
  const but = denied === 0 ? '' : ` You denied ${denied} of them.`
  return `Of ${requests} in the last 30 days it would have decided at least ${certain}: Claude Code named this rule for them.${but}`
}
