import { Suspense, useCallback, useEffect, useMemo } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { Conversation } from '#renderer/features/conversation/Conversation.tsx'
import { isMissing } from '#renderer/features/conversation/rows.ts'
import { SessionHeader } from '#renderer/features/session/SessionHeader.tsx'
import { useMarkAsRead } from '#renderer/features/session/useMarkAsRead.ts'
import { useOpenSession } from '#renderer/state/session/openSessions.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { FileScope } from '#renderer/content/files/fileScope.ts'
import type { OpenSession } from '#renderer/state/session/openSession.ts'
import { forget, outbox } from '#renderer/state/session/outbox.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Loading } from '#renderer/ui/Loading.tsx'
import { hasOneColumn, screenSize } from '#renderer/state/browser/screen.ts'
import { fullPane } from '#renderer/state/browser/pane.ts'
import { focusedColumn } from '#renderer/state/browser/columns.ts'
import type { PaneTab } from '#renderer/state/browser/paneTabs.ts'
import { classes } from '#renderer/ui/classes.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { pageIsDrawn } from '#renderer/state/browser/firstPage.ts'
import { PageBar } from '#renderer/views/page/PageBar.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { SessionFooter } from './SessionFooter.tsx'
import * as words from '#renderer/app/words.ts'

const SessionPane = lazyComponent(async () => (await import('./SessionPane.tsx')).SessionPane)
const ApprovalSheet = lazyComponent(async () => (await import('./ApprovalSheet.tsx')).ApprovalSheet)
const WaitingButtons = lazyComponent(async () => (await import('./WaitingButtons.tsx')).WaitingButtons)
const RefusedSession = lazyComponent(
  async () => (await import('#renderer/features/session/columns/RefusedSession.tsx')).RefusedSession,
)

/**
 * One session: its conversation, what it waits for, and the composer. Of two side by side each is a region with the
 * session's name. `tab`: of the pane with its details; null: closed.
 */
export function SessionColumn(props: { id: SessionId; tab: PaneTab | null; isSecond?: boolean }) {
  const { id, tab, isSecond = false } = props
  const state = useOpenSession(openSessions, id)
  const focused = useStore(focusedColumn, (value) => value)
  const isOfTwo = focused !== null
  const landmark = isOfTwo ? undefined : 'main'
  const name = state.kind === 'open' ? withMarks(state.header.session.name) : words.session
  return (
    <div
      data-column={id}
      {...(isOfTwo && { role: 'region', 'aria-label': name })}
      {...(isSecond && { id: 'beside' })}
      className={classes(
        'relative flex min-h-0 min-w-0 flex-col',
        isSecond ? 'w-(--beside) flex-none' : 'flex-1',
        focused === id && 'focused-column',
      )}
    >
      {state.kind === 'open' ? (
        <Opened id={id} state={state} tab={tab} isSecond={isSecond} landmark={landmark} />
      ) : (
        <>
          {!isSecond && <PageBar title={words.session} />}
          <div role={landmark} className="skeleton flex-1">
            <Suspense>
              {state.kind === 'loading' ? (
                <Loading what={words.openingTheConversation} />
              ) : (
                <RefusedSession id={id} message={state.message} isOfTwo={isOfTwo} />
              )}
            </Suspense>
          </div>
        </>
      )}
    </div>
  )
}

interface OpenedProps {
  id: SessionId
  state: Extract<OpenSession, { kind: 'open' }>
  tab: PaneTab | null
  isSecond: boolean
  /** Of two side by side the page is the landmark. */
  landmark: 'main' | undefined
}

function Opened({ id, state, tab, isSecond, landmark }: OpenedProps) {
  const { header, timeline } = state
  const { session } = header
  useMarkAsRead(session)
  useEffect(pageIsDrawn, [])
  const hasNoRoom = useStore(hasOneColumn, (value) => value)
  const mayAnswer = useMay('drive')
  const areDocked = useStore(screenSize, (size) => size === 'phone') && mayAnswer && header.approvals.length > 0
  const isFull = useStore(fullPane, (value) => value)
  const isCovered = tab !== null && (hasNoRoom || (isFull && tab === 'terminal'))
  const all = useStore(outbox, (value) => value)
  const outgoing = useMemo(() => all.filter((one) => one.session_id === id), [all, id])
  const context = useMemo(
    () => ({
      workspace: session.workspace_path,
      renderApproval: (approval: (typeof header.approvals)[number]) => (
        <ApprovalCard approval={approval} context={{ session_id: id, workspace: session.workspace_path }} />
      ),
    }),
    [id, session.workspace_path],
  )
  const loadOlder = useCallback(() => void openSessions.loadOlder(id), [id])
  useEffect(() => {
    outgoing.filter((one) => !isMissing(one, timeline, header)).forEach((one) => forget(one.key))
  }, [outgoing, timeline, header])
  const files = useMemo(() => ({ session_id: id, workspace: session.workspace_path }), [id, session.workspace_path])
  return (
    <div className="relative flex min-h-0 flex-1">
      <div inert={isCovered} className="flex min-w-0 flex-1 flex-col">
        <SessionHeader
          session={session}
          isPaneOpen={tab !== null}
          isSecond={isSecond}
          buttons={areDocked ? WaitingButtons : undefined}
        />
        <div role={landmark} className="flex min-h-0 min-w-0 flex-1 flex-col">
          <FileScope value={files}>
            <Conversation
              sources={{ timeline, header, outgoing, areDocked }}
              context={context}
              older={state.older}
              onLoadOlder={loadOlder}
            />
          </FileScope>
          <Suspense fallback={<div data-sheet="loading" />}>{areDocked && <ApprovalSheet header={header} />}</Suspense>
          <SessionFooter header={header} timeline={timeline} />
        </div>
      </div>
      <Suspense>{tab !== null && <SessionPane session={session} items={timeline.items} tab={tab} />}</Suspense>
    </div>
  )
}
