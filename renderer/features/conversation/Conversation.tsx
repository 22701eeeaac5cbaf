import { useEffect, useMemo } from 'react'
import { JumpToLatest } from './JumpToLatest.tsx'
import { OlderEdge } from './OlderEdge.tsx'
import { RowView, type RowPlace } from './RowView.tsx'
import { rowsOf, type RowSources } from './rows.ts'
import { SessionScope } from './sessionScope.ts'
import { useAnchoredList } from './useAnchoredList.ts'

/**
 * The conversation, virtualised and anchored to its end: what is read stays where it is, whether text streams below
 * or older pages come in above.
 */
export function Conversation(props: {
  sources: RowSources
  place: RowPlace
  older: 'none' | 'more' | 'loading' | 'failed'
  onLoadOlder: () => void
}) {
  const { timeline, header, outgoing } = props.sources
  const { older, onLoadOlder } = props
  const rows = useMemo(() => rowsOf({ timeline, header, outgoing }), [timeline, header, outgoing])
  const { scroller, list, isAtEnd, isNearStart } = useAnchoredList(rows, { older, onLoadOlder })
  useEffect(() => {
    if (isNearStart && older === 'more') {
      onLoadOlder()
    }
  }, [isNearStart, older, onLoadOlder])
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        tabIndex={0}
        role="log"
        aria-label="Conversation"
        aria-live="off"
        className="quiet-scroll h-full overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="relative w-full" style={{ height: list.getTotalSize() }}>
          <OlderEdge older={older} onRetry={onLoadOlder} />
          {list.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <div
                key={key}
                data-index={index}
                ref={list.measureElement}
                className="absolute top-0 left-0 w-full"
                style={{ transform: `translateY(${start}px)` }}
              >
                <div className="mx-auto w-full max-w-190 px-3 md:px-5">
                  <SessionScope value={header.session.id}>
                    <RowView row={row} place={props.place} />
                  </SessionScope>
                </div>
              </div>
            )
          })}
        </div>
      </div>
      {!isAtEnd && <JumpToLatest needsYou={header.approvals.length > 0} onJump={() => list.scrollToEnd()} />}
    </div>
  )
}
