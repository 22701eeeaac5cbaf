import { useEffect } from 'react'
import { filterHistory, historyList, type HistoryFilter } from '#renderer/features/history/historyList.ts'
import { HistoryFilters } from '#renderer/features/history/HistoryFilters.tsx'
import { HistoryResults } from '#renderer/features/history/HistoryResults.tsx'
import { HistorySearch } from '#renderer/features/history/HistorySearch.tsx'
import { historyPath, readHistoryAddress } from '#renderer/features/history/historyAddress.ts'
import { pageIsDrawn } from '#renderer/state/browser/firstPage.ts'
import { address, replaceQuery } from '#renderer/state/browser/route.ts'
import { hasOneColumn } from '#renderer/state/browser/screen.ts'
import { type QueryState, useQuery } from '#renderer/state/query.ts'
import { useStore } from '#renderer/state/store.ts'
import { CopiesNotice } from '#renderer/views/machine/CopiesNotice.tsx'
import { PageBar } from '#renderer/views/page/PageBar.tsx'
import type { HistoryList } from '#renderer/features/history/historyList.ts'
import { HistoryConversation } from './HistoryConversation.tsx'
import * as words from '#renderer/app/laterWords.ts'

/** While transcripts are read, what is found grows. */
const WHILE_INDEXING_MS = 2_000

/** Every conversation of Claude Code: found by words and filters, opened beside the list. */
export function HistoryPage() {
  useStore(address, (value) => value)
  const shown = readHistoryAddress(location.search)
  const { q, project, days, model, source, open } = shown
  const known = useStore(historyList, (value) => value)
  const isIndexing = known.kind === 'ready' && known.value.indexing !== null
  const state = useQuery(historyList, isIndexing ? WHILE_INDEXING_MS : undefined)
  const isCovered = useStore(hasOneColumn, (value) => value) && open !== ''
  useEffect(pageIsDrawn, [])
  useEffect(() => void filterHistory({ q, project, days, model, source }), [q, project, days, model, source])
  const filter = (changed: Partial<HistoryFilter>) => replaceQuery(historyPath({ ...shown, ...changed, at: '' }))
  return (
    <>
      {!isCovered && <PageBar title={words.history} status={totalOf(state)} isRoot />}
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        {!isCovered && (
          <div className="flex-none space-y-2.5 border-b border-line px-5 py-3 max-md:px-4">
            <HistorySearch wanted={q} found={foundOf(state, q)} onSearch={(text) => filter({ q: text })} />
            <HistoryFilters
              filter={shown}
              projects={state.kind === 'ready' ? state.value.projects : []}
              models={state.kind === 'ready' ? state.value.models : []}
              onFilter={filter}
            />
            {q.trim() !== '' && (
              <p role="status" className="text-xs text-muted md:hidden">
                {foundOf(state, q)}
              </p>
            )}
          </div>
        )}
        <div className="flex min-h-0 flex-1">
          {!isCovered && (
            <div
              data-scroller
              className="thin-scroll min-h-0 w-full overflow-y-auto lg:w-100 lg:shrink-0 lg:border-r lg:border-line"
            >
              <div className="p-3 empty:hidden">
                <CopiesNotice />
              </div>
              <HistoryResults
                state={state}
                shown={shown}
                onClear={() => replaceQuery(historyPath({ open: shown.open }))}
              />
            </div>
          )}
          {open !== '' && <HistoryConversation key={`${open} ${shown.leaf}`} shown={shown} isCovering={isCovered} />}
        </div>
      </main>
    </>
  )
}

function totalOf(state: QueryState<HistoryList>): string {
  return state.kind === 'ready' ? words.conversations(state.value.total) : ''
}

function foundOf(state: QueryState<HistoryList>, q: string): string {
  if (state.kind !== 'ready' || q.trim() === '') {
    return ''
  }
  const { found, took } = state.value
  return words.matchesInConversations(found.matches, found.conversations, took)
}
