import type { HistoryHit } from '#shared/operations/history.ts'
import { digits } from '#renderer/format/numbers.ts'
import type { QueryState } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { type HistoryAddress, historyPath } from './historyAddress.ts'
import { type HistoryList, historyList, loadMoreHistory } from './historyList.ts'
import { HistoryRows } from './HistoryRows.tsx'
import * as words from './words.ts'

interface HistoryResultsProps {
  readonly state: QueryState<HistoryList>
  readonly shown: HistoryAddress
  /** Shows everything again. */
  readonly onClear: () => void
}

/** What was found, how far reading is, and what to do when nothing was found. */
export function HistoryResults({ state, shown, onClear }: HistoryResultsProps) {
  if (state.kind === 'loading') {
    return <Loading what={words.lookingThroughTheConversations} />
  }
  if (state.kind === 'failed') {
    const retry = <Button onClick={() => void historyList.refresh()}>{words.tryAgain}</Button>
    return (
      <div className="p-4">
        <Problem action={retry}>{state.message}</Problem>
      </div>
    )
  }
  const { conversations, indexing, next_cursor } = state.value
  return (
    <>
      {indexing !== null && (
        <p role="status" className="border-b border-line px-3.5 py-2 text-xs text-muted">
          {words.indexingDoneOfTotal(digits(indexing.done), digits(indexing.total))}
        </p>
      )}
      {conversations.length === 0 ? (
        <NothingFound shown={shown} onClear={onClear} />
      ) : (
        <HistoryRows conversations={conversations} opened={shown.open} hrefOf={(one) => hrefOf(shown, one)} />
      )}
      {next_cursor !== null && (
        <div className="p-2">
          <Button variant="ghost" disabled={state.isAsking} onClick={() => void loadMoreHistory()}>
            {words.showMore}
          </Button>
        </div>
      )}
    </>
  )
}

function hrefOf(shown: HistoryAddress, { conversation_id, snippet }: HistoryHit): string {
  return historyPath({ ...shown, open: conversation_id, leaf: '', at: snippet?.item_id ?? '' })
}

function NothingFound({ shown, onClear }: Omit<HistoryResultsProps, 'state'>) {
  const { q, project, days, model, source } = shown
  const isNarrowed = [q, project, days, model, source].some((value) => value !== '')
  return (
    <div role="status" className="px-4 py-12 text-center text-base text-muted">
      {isNarrowed ? (
        <>
          <p dir="auto" className="mb-4 [overflow-wrap:anywhere]">
            {q === '' ? words.noConversationFits : words.noMatchForQ(q)}
          </p>
          <Button onClick={onClear}>{words.clearFilters}</Button>
        </>
      ) : (
        <p>{words.whatYouAndClaudeCode}</p>
      )}
    </div>
  )
}
