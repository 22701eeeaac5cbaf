import { GitBranch } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { GitFile } from '#shared/operations/git.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Select } from '#renderer/ui/Field.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { FilesWithDiff } from '../FilesWithDiff.tsx'
import { LineTotals } from '../LineTotals.tsx'
import { CommitBox } from './commit/CommitBox.tsx'
import { GitMenu, type GitView } from './GitMenu.tsx'
import { asTree } from './files/asTree.ts'
import { FileTree } from './files/FileTree.tsx'
import { GroupHeading } from './files/GroupHeading.tsx'
import { groupsOf, totalOf } from './groups.ts'
import { GitRow, OpenedGitFile } from './GitFileItem.tsx'
import { RepositoryView } from './RepositoryView.tsx'
import { Conflicts } from './sync/Conflicts.tsx'
import { SyncState } from './sync/SyncState.tsx'
import { type RepositoryState, useRepository } from './useRepository.ts'
import * as words from './words.ts'

/** What is not committed in the folder of a session, or differs from a branch: by file, to be staged and committed. `below`: the list. */
export function GitChanges({ session, below }: { session: Session; below: ReactNode }) {
  const [against, setAgainst] = useState<string | null>(null)
  const { state, refresh } = useRepository(session, against)
  const [view, setView] = useState<GitView>('files')
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
      if (view !== 'files') {
        return (
          <>
            <SyncState session_id={session.id} />
            <RepositoryView view={view} session_id={session.id} onBack={() => setView('files')} />
          </>
        )
      }
      return (
        <>
          <RepositoryBar
            session_id={session.id}
            state={state}
            against={against}
            onCompare={setAgainst}
            onView={setView}
          />
          <SyncState session_id={session.id} />
          <Files session_id={session.id} state={state} against={against} />
          {below}
          {mayDrive && against === null && <CommitBox status={state.status} session_id={session.id} />}
        </>
      )
  }
}

type Ready = Extract<RepositoryState, { kind: 'ready' }>

/** What is compared with what, on which branch. */
function RepositoryBar(props: {
  readonly session_id: SessionId
  readonly state: Ready
  readonly against: string | null
  readonly onCompare: (against: string | null) => void
  readonly onView: (view: GitView) => void
}) {
  const { session_id, state, against, onCompare, onView } = props
  const [branches, setBranches] = useState<readonly string[]>(against === null ? [] : [against])
  const load = () => {
    connection.client.call('git.branches', { session_id }).then(
      (answer) => setBranches(answer.branches.map(({ name }) => name)),
      // Then there is nothing else to choose.
      () => {},
    )
  }
  const files = filesOf(state)
  return (
    <div className="flex min-h-11 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 max-md:flex-nowrap max-md:gap-x-1 max-md:py-0 max-md:pr-1">
      <Select
        aria-label={words.comparedWith}
        className="w-auto max-w-56 max-md:min-w-0 max-md:truncate max-md:flex-1 max-md:border-transparent max-md:bg-transparent max-md:pl-0.5 max-md:text-muted"
        value={against ?? ''}
        onPointerDown={load}
        onFocus={load}
        onChange={(event) => onCompare(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{words.againstTheLastCommit}</option>
        {branches.map((name) => (
          <option key={name} dir="auto" value={name}>
            {words.againstName(name)}
          </option>
        ))}
      </Select>
      <Branch repository={state.status.repository} onOpen={() => onView('branches')} />
      {files.length > 0 && (
        <span
          className={classes(
            'ml-auto flex items-center gap-2 text-sm tabular-nums',
            // On phones the headings of the groups say it.
            against === null && 'max-md:hidden',
          )}
        >
          <span className="text-muted max-md:hidden">{words.files(files.length + state.status.more)}</span>
          <LineTotals files={files.map((file) => totalOf(file))} />
        </span>
      )}
      <GitMenu session_id={session_id} onView={onView} />
    </div>
  )
}

function Branch({ repository, onOpen }: Pick<Ready['status'], 'repository'> & { onOpen: () => void }) {
  if (repository === null) {
    return null
  }
  const { branch, head, ahead, behind } = repository
  return (
    <button
      type="button"
      title={words.branches}
      onClick={onOpen}
      className="flex min-h-8 min-w-0 items-center gap-1.5 rounded-control px-1.5 text-sm text-muted hover:bg-raised hover:text-text touch:min-h-11"
    >
      <GitBranch className="size-4 shrink-0" aria-hidden="true" />
      <bdi className="truncate">
        <Marked text={branch ?? head?.slice(0, 7) ?? words.noCommitYet} code />
      </bdi>
      {ahead > 0 && <span title={words.notPushed}>↑{ahead}</span>}
      {behind > 0 && <span title={words.notPulled}>↓{behind}</span>}
    </button>
  )
}

function filesOf({ status, compared }: Ready): readonly GitFile[] {
  return (
    compared?.map(({ path, from, change, lines }) => ({
      path,
      from,
      staged: null,
      unstaged: change,
      is_conflict: false,
      is_submodule: false,
      staged_lines: null,
      unstaged_lines: lines,
    })) ?? status.files
  )
}

function Files({ session_id, state, against }: { session_id: SessionId; state: Ready; against: string | null }) {
  const files = filesOf(state)
  const { more } = state.status
  const groups = groupsOf(files, against)
  const isTree = useStore(asTree, (is) => is)
  const remarks = (
    <>
      {files.length === 0 && (
        <p className="px-4 py-6 text-muted">{against === null ? words.everythingIsCommitted : words.nothingDiffers}</p>
      )}
      {more > 0 && against === null && <p className="px-4 py-3 text-sm text-muted">{words.andMoreFiles(more)}</p>}
    </>
  )
  if (isTree) {
    return (
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto">
        <Conflicts status={state.status} session_id={session_id} />
        {groups.map((group) => (
          <section key={group.side}>
            <GroupHeading group={group} session_id={session_id} />
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
          heading: <GroupHeading group={group} session_id={session_id} />,
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
