import { useState } from 'react'
import type { PolicyRule } from '#shared/operations/policy.ts'
import { baseName } from '#shared/session/paths.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { RemoveButton } from '#renderer/views/page/RemoveButton.tsx'
import { QuietHoursFields } from './QuietHoursFields.tsx'
import { RuleForm } from './RuleForm.tsx'
import { policy, removeRule } from './policy.ts'
import * as words from './words.ts'

/** Rules end by themselves. */
const EVERY_MS = 15_000

/** What the person allows, forbids and wants to be asked about without being there, and when they are not. */
export function PolicyRules() {
  const state = useQuery(policy, EVERY_MS)
  const [isAdding, setAdding] = useState(false)
  if (state.kind === 'loading') {
    return <Loading what={words.readingYourRules} />
  }
  if (state.kind === 'failed') {
    return (
      <Problem action={<Button onClick={() => void policy.refresh()}>{words.tryAgain}</Button>}>
        {state.message}
      </Problem>
    )
  }
  const { rules, quiet_hours } = state.value
  return (
    <div className="space-y-4">
      <Card title={words.rules} action={!isAdding && <Button onClick={() => setAdding(true)}>{words.addRule}</Button>}>
        <p className="text-sm text-muted">{words.claudeCodeItselfEvaluatesThem}</p>
        {isAdding && <RuleForm onDone={() => setAdding(false)} />}
        {rules.length === 0 ? (
          <p role="status" className="py-6 text-center text-muted">
            {words.youHaveNoRulesWhat}
          </p>
        ) : (
          <ul aria-label={words.rules} className="mt-2">
            {rules.map((one) => (
              <RuleLine key={`${one.kind} ${one.rule} ${one.project ?? ''}`} rule={one} />
            ))}
          </ul>
        )}
      </Card>
      <QuietHoursFields key={JSON.stringify(quiet_hours)} hours={quiet_hours} />
    </div>
  )
}

const verbs = {
  allow: [words.allow, 'text-good'],
  ask: [words.ask, 'text-attention'],
  deny: [words.deny, 'text-bad'],
} as const

function RuleLine({ rule: one }: { rule: PolicyRule }) {
  const [verb, tone] = verbs[one.behavior]
  return (
    <li className="flex min-h-12 items-center gap-3 border-t border-line py-2 first:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className={classes('shrink-0 font-medium', tone)}>{one.kind === 'folder' ? words.workIn : verb}</span>
          <code dir="auto" className="min-w-0 text-sm [overflow-wrap:anywhere]">
            <Marked text={one.rule} />
          </code>
        </p>
        <p className="text-xs text-muted">
          {one.project === null ? words.everywhere : <bdi title={one.project}>{baseName(one.project)}</bdi>}
          {one.expires_at !== null && ` · ${words.until(exactTime(one.expires_at))}`}
        </p>
      </div>
      <RemoveButton
        label={words.removeRule(one.rule)}
        remove={async () => {
          await removeRule(one).catch(async (error: unknown) => {
            await policy.refresh()
            throw error
          })
        }}
      />
    </li>
  )
}
