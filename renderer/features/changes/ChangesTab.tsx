import { Undo2 } from 'lucide-react'
import { type ReactNode, Suspense, useMemo, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { placeIn } from '#renderer/state/browser/paneTabs.ts'
import { address } from '#renderer/state/browser/route.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { MenuItem } from '#renderer/ui/Menu.tsx'
import { type PaneItems, PaneSummary, usePaneItems } from '#renderer/views/session/paneSlots.ts'
import { Segments } from '#renderer/ui/Segments.tsx'
import { ChangeRow, OpenedChange } from './ChangeRow.tsx'
import { FilesWithDiff } from './FilesWithDiff.tsx'
import { Review } from './git/Review.tsx'
import { LineTotals } from './LineTotals.tsx'
import { OtherChanges } from './OtherChanges.tsx'
import { PutBackDialog } from './PutBackDialog.tsx'
import { type Changes, type Shown, useChanges } from './useChanges.ts'
import * as words from './words.ts'

const GitChanges = lazyComponent(async () => (await import('./git/GitChanges.tsx')).GitChanges)

/** What Claude changed in the folder of a session: by file, as a diff, and the way back. */
export function ChangesTab({ session }: { session: Session }) {
  const [scope, setScope] = useState<'turn' | 'session' | 'git'>('turn')
  const turn_id = useStore(address, ({ path }) => placeIn(path))
  const shown: Shown =
    scope === 'session' ? { kind: 'session' } : turn_id === '' ? { kind: 'latest' } : { kind: 'turn', turn_id }
  const { state, refresh } = useChanges(session, shown)
  return (
    <>
      <div className="flex min-h-12 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 max-md:[&>[role=group]]:w-full max-md:[&>[role=group]>*]:flex-1 max-md:[&>[role=group]>*]:px-1">
        <Segments
          label={words.whichChanges}
          value={scope !== 'turn' ? scope : turn_id === '' ? 'latest' : 'turn'}
          choices={[
            ...(turn_id === '' ? [] : [['turn', words.thisTurn] as const]),
            ['git', words.uncommitted],
            ['latest', words.lastTurn],
            ['session', words.session],
          ]}
          onChoose={(choice) => {
            setScope(choice === 'latest' ? 'turn' : choice)
            if (choice === 'latest') {
              showTab('changes')
            }
          }}
        />
        {scope !== 'git' && state.kind === 'ready' && (
          <Summary key={state.of} changes={state.changes} session={session} onChanged={refresh} />
        )}
      </div>
      {scope === 'git' ? (
        <Suspense>
          <GitChanges session={session} below={<Review session_id={session.id} />} />
        </Suspense>
      ) : (
        <>
          {state.kind === 'loading' && <Loading what={words.readingWhatChanged} />}
          {state.kind === 'failed' && (
            <div className="p-4">
              <Problem action={<Button onClick={() => void refresh()}>{words.tryAgain}</Button>}>
                {state.message}
              </Problem>
            </div>
          )}
          {state.kind === 'ready' && (
            <FileList key={state.of} changes={state.changes} session={session} onChanged={refresh} />
          )}
          <Review session_id={session.id} />
        </>
      )}
    </>
  )
}

interface Listed {
  readonly changes: Changes
  readonly session: Session
  readonly onChanged: () => Promise<void>
}

/** All of them together, and the way back for all. */
function Summary({ changes, session, onChanged }: Listed) {
  const { files, turn_id } = changes
  const [isAsking, setAsking] = useState(false)
  const mayDrive = useMay('drive')
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const mayPutBack = mayDrive && turn_id !== null && files.length > 0
  usePaneItems(useMemo(() => (mayPutBack ? putBackItem(() => setAsking(true)) : null), [mayPutBack]))
  if (files.length === 0) {
    return null
  }
  return (
    <>
      <PaneSummary>
        {` · ${words.files(files.length + changes.more)} `}
        <LineTotals files={files} isInText />
      </PaneSummary>
      {!isPhone && (
        <>
          <span className="ml-auto flex items-center gap-2 text-sm tabular-nums">
            <span className="text-muted">{words.files(files.length + changes.more)}</span>
            <LineTotals files={files} />
          </span>
          {mayPutBack && (
            <Button variant="ghost" onClick={() => setAsking(true)}>
              {words.putAllBack}
            </Button>
          )}
        </>
      )}
      {isAsking && turn_id !== null && (
        <PutBackDialog
          session_id={session.id}
          turn_id={turn_id}
          paths={null}
          onClose={() => setAsking(false)}
          onDone={onChanged}
        />
      )}
    </>
  )
}

/** On phones it stands in the menu of the details. */
function putBackItem(ask: () => void): PaneItems {
  return (close) => (
    <MenuItem
      icon={<Undo2 className="size-4" />}
      onChoose={() => {
        close()
        ask()
      }}
    >
      {words.putAllBack}
    </MenuItem>
  )
}

function FileList({ changes, session, onChanged }: Listed) {
  const { files, more, others, problem, watching, dropped_turns, is_running } = changes
  return (
    <FilesWithDiff
      groups={[{ name: 'changes', heading: null, files }]}
      renderRow={(file, opening) => <ChangeRow file={file} opening={opening} />}
      renderOpened={(file) => (
        <OpenedChange file={file} session_id={session.id} turn_id={changes.turn_id} onChanged={onChanged} />
      )}
    >
      {problem !== null && <Remark>{problem}</Remark>}
      {files.length === 0 && problem === null && (
        <p className="px-4 py-6 text-muted">{is_running ? words.claudeIsAtWorkAnd : words.noChangesYetEditsBy}</p>
      )}
      {more > 0 && <Remark>{words.andMoreFiles(more)}</Remark>}
      <OtherChanges others={others} />
      {dropped_turns > 0 && <Remark>{words.ofEarlierTurnsTheContents(dropped_turns)}</Remark>}
      {watching.reason !== null && <Remark>{watching.reason}</Remark>}
    </FilesWithDiff>
  )
}

function Remark({ children }: { children: ReactNode }) {
  return <p className="px-4 py-3 text-sm text-muted">{children}</p>
}
