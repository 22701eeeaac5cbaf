import { Marked } from '#renderer/ui/Marked.tsx'
import type { NewRule, RulePreview } from './policy.ts'
import * as words from './words.ts'

const verbs = { allow: words.runsUnasked, ask: words.isAskedAbout, deny: words.isRefused } as const

/** What a rule would mean, before it is added. */
export function RulePreviewText({ behavior, preview }: { behavior: NewRule['behavior']; preview: RulePreview }) {
  const { reading, dangers, past } = preview
  return (
    <div role="status" className="space-y-1 text-sm">
      <p dir="auto">
        <strong className="font-medium">{verbs[behavior]}:</strong>{' '}
        {reading === null ? words.claudeCodeReadsItAs : <Marked text={reading} />}
      </p>
      {dangers.map(({ code, text }) => (
        <p key={code} className="text-bad">
          {words.textSuchCallsAreAsked(text)}
        </p>
      ))}
      <p className="text-muted">{pastText(past)}</p>
    </div>
  )
}

function pastText({ asked, certain, denied }: RulePreview['past']): string {
  if (asked === 0) {
    return words.claudeAskedForNoTool
  }
  const requests = words.requests(asked)
  if (certain === 0) {
    return words.ofRequestsInTheLast(requests)
  }
  const but = denied === 0 ? '' : ` ${words.youDenied(denied)}`
  return words.ofRequestsInTheLast30(requests, certain, but)
}
