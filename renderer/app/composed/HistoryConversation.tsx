import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { SessionId } from '#shared/ids.ts'
import { Conversation, type FinderProps } from '#renderer/features/conversation/Conversation.tsx'
import { useFound } from '#renderer/features/conversation/find/useFound.ts'
import { useJump } from '#renderer/features/conversation/find/useJump.ts'
import { usePromptJumps } from '#renderer/features/conversation/find/usePromptJumps.ts'
import { useShowRow } from '#renderer/features/conversation/find/useShowRow.ts'
import { type HistoryAddress, historyPath } from '#renderer/features/history/historyAddress.ts'
import { HistoryBar } from '#renderer/features/history/HistoryBar.tsx'
import { markWords } from '#renderer/features/history/markWords.ts'
import { type ReadHistory, useHistoryReading } from '#renderer/features/history/openedHistory.ts'
import { replaceQuery } from '#renderer/state/browser/route.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from '#renderer/app/laterWords.ts'

/** A conversation of History, read only. `isCovering`: it has the place of the list. */
export function HistoryConversation({ shown, isCovering }: { shown: HistoryAddress; isCovering: boolean }) {
  const { open: conversation_id, leaf, q } = shown
  const reading = useHistoryReading({ conversation_id, leaf, q })
  const state = useStore(reading.store, (value) => value)
  const back = isCovering ? historyPath({ ...shown, open: '', leaf: '', at: '' }) : null
  return (
    <section aria-label={words.conversation} className="flex min-h-0 min-w-0 flex-1 flex-col">
      {state.kind === 'loading' && <Loading what={words.openingTheConversation} />}
      {state.kind === 'failed' && (
        <div className="p-4">
          <Problem action={<Button onClick={() => void reading.begin()}>{words.tryAgain}</Button>}>
            {state.message}
          </Problem>
        </div>
      )}
      {state.kind === 'read' && (
        <Read read={state} shown={shown} back={back} onLoadOlder={() => void reading.loadOlder()} />
      )}
    </section>
  )
}

interface ReadProps {
  readonly read: ReadHistory
  readonly shown: HistoryAddress
  readonly back: string | null
  readonly onLoadOlder: () => void
}

function Read({ read, shown, back, onLoadOlder }: ReadProps) {
  const { conversation, timeline, older } = read
  const [at, setAt] = useState(shown.at === '' ? null : shown.at)
  const workspace = conversation.project ?? ''
  const drawn = useRef<HTMLDivElement>(null)
  useEffect(() => (drawn.current === null ? undefined : markWords(drawn.current, shown.q)), [shown.q])
  const context = useMemo(() => ({ workspace, renderApproval: () => null }), [workspace])
  const sources = useMemo(() => {
    const session = { id: SessionId.parse(conversation.conversation_id), status: 'TERMINATED' } as const
    return { timeline, header: { session, approvals: [], queue: [] }, outgoing: [] }
  }, [timeline, conversation.conversation_id])
  return (
    <>
      <HistoryBar
        read={read}
        back={back}
        leaf={shown.leaf}
        onLeaf={(leaf) => replaceQuery(historyPath({ ...shown, leaf, at: '' }))}
        at={at}
        onAt={setAt}
      />
      <div ref={drawn} className="flex min-h-0 flex-1 flex-col">
        <WantedItem value={at}>
          <Conversation sources={sources} context={context} older={older} onLoadOlder={onLoadOlder} finder={Finder} />
        </WantedItem>
      </div>
    </>
  )
}

/** The message to go to. */
const WantedItem = createContext<string | null>(null)

function Finder({ anchored, sources, rows, older, onRow }: FinderProps) {
  const item = useContext(WantedItem)
  const showRow = useShowRow(anchored)
  const onFound = useFound(showRow, onRow)
  useJump({ session_id: null, rows, timeline: sources.timeline, ...older }, item, onFound)
  usePromptJumps(rows, anchored, showRow)
  return null
}
