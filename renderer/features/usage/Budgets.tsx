import { useState } from 'react'
import type { Budget } from '#shared/operations/budget.ts'
import { baseName } from '#shared/session/paths.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { RemoveButton } from '#renderer/views/page/RemoveButton.tsx'
import { BudgetForm } from './BudgetForm.tsx'
import { budgets, removeBudget } from './budgets.ts'
import * as words from './words.ts'

/** What the person's sessions may cost. */
export function Budgets() {
  const state = useQuery(budgets)
  const mayDrive = useMay('drive')
  const [isAdding, setAdding] = useState(false)
  if (state.kind === 'loading') {
    return null
  }
  const list = state.kind === 'ready' ? state.value : []
  return (
    <Card
      title={words.budgets}
      action={mayDrive && !isAdding && <Button onClick={() => setAdding(true)}>{words.addBudget}</Button>}
    >
      <p className="text-sm text-muted">{words.byClaudeCodesOwnCount}</p>
      {state.kind === 'failed' && <Problem>{state.message}</Problem>}
      {isAdding && <BudgetForm onDone={() => setAdding(false)} />}
      {list.length > 0 && (
        <ul aria-label={words.budgets} className="mt-2">
          {list.map((one) => (
            <BudgetLine key={`${one.counts} ${one.subject ?? ''}`} budget={one} mayRemove={mayDrive} />
          ))}
        </ul>
      )}
    </Card>
  )
}

const tones = { fine: 'bg-accent', near: 'bg-attention', used_up: 'bg-bad' } as const

function BudgetLine({ budget, mayRemove }: { budget: Budget; mayRemove: boolean }) {
  const { limit_usd, spent_usd, period, state } = budget
  const share = Math.min(1, spent_usd / limit_usd)
  const title = titleOf(budget)
  return (
    <li className="flex min-h-12 items-center gap-3 border-t border-line py-2 first:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-2">
          <bdi className="min-w-0 flex-1 truncate font-medium" title={budget.subject ?? undefined}>
            {title}
          </bdi>
          <span className="text-sm whitespace-nowrap text-muted">
            {state === 'used_up' && <span className="font-medium text-bad">{words.usedUp} </span>}
            {state === 'near' && <span className="font-medium text-attention">{words.nearlyUsedUp} </span>}
            {words.spentOfLimit[period](spent_usd.toFixed(2), limit_usd.toFixed(2))}
          </span>
        </p>
        <div aria-hidden="true" className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-raised">
          <div className={classes('h-full rounded-full', tones[state])} style={{ inlineSize: `${share * 100}%` }} />
        </div>
      </div>
      {mayRemove && <RemoveButton label={words.removeTitle(title)} remove={() => removeBudget(budget)} />}
    </li>
  )
}

function titleOf({ counts, subject, name }: Budget): string {
  switch (counts) {
    case 'all':
      return words.allMySessions
    case 'project':
      return withMarks(baseName(subject ?? ''))
    case 'session':
      return withMarks(name ?? words.aSessionThatIsGone)
  }
}
