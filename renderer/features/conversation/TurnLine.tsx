import type { TurnItem } from '#shared/session/timeline/items.ts'
import { dollars, duration, exactTime, tokens } from '#renderer/format/numbers.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { titledBy } from '#renderer/ui/pointedAt.ts'
import { FailedActions, TurnActions } from './LaterActions.tsx'
import { NoticeLine } from './NoticeLine.tsx'
import * as words from './words.ts'

/** The footer of a turn: duration, usage, changed files. */
export function TurnLine({ turn }: { turn: TurnItem }) {
  return (
    <>
      <div className={turn.is_error ? 'my-2 rounded-card border border-bad-line bg-surface px-3.5 py-2' : ''}>
        {turn.error !== null && (
          <NoticeLine
            id={`${turn.id} error`}
            level={turn.reason === 'interrupted' ? 'info' : 'error'}
            text={turn.error}
          />
        )}
        {turn.is_error && <FailedActions id={turn.id} />}
      </div>
      <div className="group/actions my-2 flex min-h-9 items-center gap-3 border-t border-line pt-1 text-xs text-muted touch:min-h-12">
        <p {...titledBy(() => [exactTime(turn.at), ...turn.files_changed].join('\n'))} className="min-w-0 flex-1">
          {factsOf(turn).join(' · ')}
          {turn.files_changed.length > 0 && <ChangedFiles turn={turn} />}
        </p>
        <TurnActions turn={turn} />
      </div>
    </>
  )
}

/** Leads to exactly these, before and after the turn. */
function ChangedFiles({ turn: { turn_id, files_changed, lines_changed: lines } }: { turn: TurnItem }) {
  const counts = lines === undefined ? 'changed' : `+${lines.additions} −${lines.deletions}`
  return (
    <>
      {' · '}
      <button
        type="button"
        onClick={() => showTab('changes', turn_id)}
        className="font-medium text-accent hover:underline touch:min-h-11"
      >
        {words.files(files_changed.length)} {counts}
      </button>
    </>
  )
}

function factsOf(turn: TurnItem): string[] {
  const trouble = turn.is_error ? ['failed'] : []
  return [
    ...(turn.reason === 'interrupted' ? ['stopped'] : trouble),
    duration(turn.duration_ms),
    usageSummary(turn),
  ].filter((part) => part !== '')
}

/** Tokens and cost, without parts that are zero: */
function usageSummary({ usage, cost_usd }: Used): string {
  const { output_tokens } = usage
  return [output_tokens > 0 ? words.usedTokens(tokens(output_tokens)) : '', cost_usd > 0 ? dollars(cost_usd) : '']
    .filter((part) => part !== '')
    .join(' · ')
}

interface Used {
  readonly usage: { readonly output_tokens: number }
  readonly cost_usd: number
}
