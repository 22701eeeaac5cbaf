import { type ReactNode, useState } from 'react'
import type { GitFile } from '#shared/operations/git.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionId } from '#shared/ids.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { PaneSummary } from '#renderer/views/session/paneSlots.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { FilesWithDiff } from '../FilesWithDiff.tsx'
import { LineTotals } from '../LineTotals.tsx'
import { CommitBox } from './commit/CommitBox.tsx'
import type { GitView } from './GitMenu.tsx'
import { asTree } from './files/asTree.ts'
import { FileTree } from './files/FileTree.tsx'
import { GroupHeading } from './files/GroupHeading.tsx'
import { filesOf, groupsOf, type SidedFiles, totalOf } from './groups.ts'
import { GitRow, OpenedGitFile } from './GitFileItem.tsx'
import { PhoneMenu } from './PhoneMenu.tsx'
import { RepositoryBar } from './RepositoryBar.tsx'
import { RepositoryView } from './RepositoryView.tsx'
import { Conflicts } from './sync/Conflicts.tsx'
import { SyncState } from './sync/SyncState.tsx'
import { type ReadyRepository, useRepository } from './useRepository.ts'
import * as words from './words.ts'

/** What is not committed in the folder of a session, or differs from a branch: by file, to be staged and committed. `below`: the list. */
export function GitChanges({ session, below }: { session: Session; below: ReactNode }) {
  const [against, setAgainst] = useState<string | null>(null)
  const { state, refresh } = useRepository(session, against)
  const [view, setView] = useState<GitView>('files')
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const [isComparing, setComparing] = useState(false)
  const mayDrive = useMay('drive')
  switch (state.kind) {
    case 'loading':
      return <Loading what={words.readingTheRepository} />
    case 'failed':
      return (
        <div className="p-4">
          <Problem action={<Button onClick={() => void refresh()}>{words.tryAgain}</Button>}>{state.message}</Problem>
        </div>
      )
    case 'ready':
      if (state.status.repository === null) {
        return <p className="px-4 py-6 text-muted">{state.status.problem}</p>
      }
      const menu = isPhone && (
        <PhoneMenu session_id={session.id} state={state} onView={setView} onCompare={setComparing} />
      )
      if (view !== 'files') {
        return (
          <>
            {menu}
            <SyncState session_id={session.id} />
            <RepositoryView view={view} session_id={session.id} onBack={() => setView('files')} />
          </>
        )
      }
      return (
        <>
          {menu}
          {(!isPhone || isComparing || against !== null) && (
            <RepositoryBar
              session_id={session.id}
              state={state}
              against={against}
              isPhone={isPhone}
              onCompare={setAgainst}
              onView={setView}
            />
          )}
          <SyncState session_id={session.id} />
          <Files session_id={session.id} state={state} against={against} />
          {below}
          {mayDrive && against === null && <CommitBox status={state.status} session_id={session.id} />}
        </>
      )
  }
}

function Files({
  session_id,
  state,
  against,
}: {
  session_id: SessionId
  state: ReadyRepository
  against: string | null
}) {
  const files = filesOf(state)
  const { more } = state.status
  const groups = groupsOf(files, against)
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const headingOf = (group: SidedFiles) =>
    // On phones the bar counts what there is, and its menu takes all of it in or out.
    isPhone && groups.length === 1 ? null : <GroupHeading group={group} session_id={session_id} />
  const isTree = useStore(asTree, (is) => is)
  const remarks = <Remarks files={files} more={more} against={against} />
  if (isTree) {
    return (
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto">
        <Conflicts status={state.status} session_id={session_id} />
        {groups.map((group) => (
          <section key={group.side}>
            {headingOf(group)}
            <FileTree group={group} session_id={session_id} against={against} version={state.version} />
          </section>
        ))}
        {remarks}
      </div>
    )
  }
  return (
    <>
      <Conflicts status={state.status} session_id={session_id} />
      <FilesWithDiff
        key={against}
        groups={groups.map((group) => ({
          name: group.side,
          heading: headingOf(group),
          files: group.files,
        }))}
        renderRow={({ file, side }, opening) => (
          <GitRow file={file} side={side} session_id={session_id} opening={opening} />
        )}
        renderOpened={({ file, side }) => (
          <OpenedGitFile file={file} side={side} session_id={session_id} against={against} version={state.version} />
        )}
      >
        {remarks}
      </FilesWithDiff>
    </>
  )
}

/** Below the list; what all of it comes to stands in the bar, on phones. */
function Remarks({ files, more, against }: { files: readonly GitFile[]; more: number; against: string | null }) {
  return (
    <>
      {files.length > 0 && (
        <PaneSummary>
          {` · ${words.files(files.length + more)} `}
          <LineTotals files={files.map((file) => totalOf(file))} isInText />
        </PaneSummary>
      )}
      {files.length === 0 && (
        <p className="px-4 py-6 text-muted">{against === null ? words.everythingIsCommitted : words.nothingDiffers}</p>
      )}
      {more > 0 && against === null && <p className="px-4 py-3 text-sm text-muted">{words.andMoreFiles(more)}</p>}
    </>
  )
}
