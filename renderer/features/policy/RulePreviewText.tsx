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
          {words.suchCallsAreAsked(text)}
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
  if (certain === 0) {
    return words.fitsNone(asked)
  }
  const said = words.wouldHaveDecided(asked, certain)
  return denied === 0 ? said : `${said} ${words.youDenied(denied)}`
}
