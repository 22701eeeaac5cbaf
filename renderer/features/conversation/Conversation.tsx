import { type ComponentProps, type ComponentType, Suspense, useEffect, useMemo, useState } from 'react'
import { RowView, type RowContext } from './RowView.tsx'
import { rowsOf, type RowSources } from './rows.ts'
import type { OlderRows } from './scrollAnchor.ts'
import { SessionScope } from './sessionScope.ts'
import { useAnchoredList } from './useAnchoredList.ts'
import { ArrowDown } from 'lucide-react'
import { Button } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { lazyAfterDrawing } from '#renderer/ui/lazyComponent.tsx'
import * as words from './words.ts'

/** What leads to a row is handed. `onRow`: marks the row of that key. */
export type FinderProps = ComponentProps<typeof Find>

const Find = lazyAfterDrawing(async () => (await import('./find/Find.tsx')).Find)

/**
 * The conversation, virtualised and anchored: what is being read does not move, whether text streams in below or older
 * pages load above.
 */
export function Conversation(props: {
  sources: RowSources
  context: RowContext
  older: 'none' | 'more' | 'loading' | 'failed'
  onLoadOlder: () => void
  /** Leads to rows in the place of the search in a session: what is shown is none, and offers nothing that one does. */
  finder?: ComponentType<FinderProps>
}) {
  const Finder = props.finder ?? Find
  const { timeline, header, outgoing, areDocked = false } = props.sources
  const { older, onLoadOlder } = props
  const olderRows: OlderRows = { older, onLoadOlder }
  const rows = useMemo(() => rowsOf({ timeline, header, outgoing, areDocked }), [timeline, header, outgoing, areDocked])
  const anchored = useAnchoredList(header.session.id, rows, olderRows)
  const { scroller, list, isAtEnd, isNearStart } = anchored
  const [foundKey, setFoundKey] = useState<string | null>(null)
  useLoadingAhead(isNearStart, olderRows)
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        tabIndex={0}
        role="log"
        aria-label={words.conversation}
        aria-live="off"
        className="thin-scroll h-full overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="relative w-full" style={{ height: list.getTotalSize() }}>
          <OlderMessages older={older} onRetry={onLoadOlder} />
          {list.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <div
                key={key}
                data-index={index}
                ref={list.measureElement}
                className={classes('absolute top-0 left-0 w-full', key === foundKey && 'bg-accent-ground')}
                style={{ transform: `translateY(${start}px)` }}
              >
                <div className="mx-auto w-full max-w-200 px-3 md:px-5">
                  <SessionScope value={props.finder === undefined ? header.session.id : null}>
                    <RowView row={row} context={props.context} />
                  </SessionScope>
                </div>
              </div>
            )
          })}
        </div>
      </div>
      <Suspense>
        {list.getVirtualItems().length > 0 && (
          <Finder anchored={anchored} sources={props.sources} rows={rows} older={olderRows} onRow={setFoundKey} />
        )}
      </Suspense>
      {!isAtEnd && (
        <JumpToLatest needsYou={!areDocked && header.approvals.length > 0} onJump={() => list.scrollToEnd()} />
      )}
    </div>
  )
}

/** Loads older messages before the reader is at the first one. */
function useLoadingAhead(isNearStart: boolean, { older, onLoadOlder }: OlderRows): void {
  useEffect(() => {
    if (isNearStart && older === 'more') {
      onLoadOlder()
    }
  }, [isNearStart, older, onLoadOlder])
}

/** Jumps to the end; labelled "Needs you" when an approval waits there. */
function JumpToLatest({ needsYou, onJump }: { needsYou: boolean; onJump: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
      <Button
        variant={needsYou ? 'attention' : 'secondary'}
        className="pointer-events-auto rounded-full"
        onClick={onJump}
      >
        <ArrowDown className="size-4" aria-hidden="true" />
        {needsYou ? words.needsYou : words.jumpToLatest}
      </Button>
    </div>
  )
}

/** The state of loading older messages, above the first row. */
function OlderMessages({ older, onRetry }: { older: 'none' | 'more' | 'loading' | 'failed'; onRetry: () => void }) {
  return (
    <div className="absolute inset-x-0 top-0 flex h-12 items-center justify-center text-xs text-muted">
      {older === 'loading' && <span className="delayed">{words.fetchingOlderMessages}</span>}
      {older === 'failed' && (
        <button type="button" className="min-h-11 text-accent underline" onClick={onRetry}>
          {words.olderMessagesDidNotArrive}
        </button>
      )}
    </div>
  )
}
