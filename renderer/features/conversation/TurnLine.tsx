import type { TurnItem } from '#shared/session/timeline/items.ts'
import { count, duration, exactTime, usageSummary } from '#renderer/format/numbers.ts'
import { NoticeLine } from './NoticeLine.tsx'

/** The footer of a turn: duration, usage, changed files. */
export function TurnLine({ turn }: { turn: TurnItem }) {
  return (
    <>
      {turn.error !== null && (
        <NoticeLine
          id={`${turn.id} error`}
          level={turn.reason === 'interrupted' ? 'info' : 'error'}
          text={turn.error}
        />
      )}
      <p
        title={[exactTime(turn.at), ...turn.files_changed].join('\n')}
        className="mb-2 flex items-center gap-3 py-2 text-xs text-muted after:h-px after:flex-1 after:bg-line"
      >
        {factsOf(turn).join(' · ')}
      </p>
    </>
  )
}

function factsOf(turn: TurnItem): string[] {
  const files = turn.files_changed.length
  const trouble = turn.is_error ? ['failed'] : []
  return [
    ...(turn.reason === 'interrupted' ? ['stopped'] : trouble),
    duration(turn.duration_ms),
    usageSummary(turn),
    ...(files > 0 ? [`${count(files, 'file')} changed`] : []),
  ].filter((part) => part !== '')
}
