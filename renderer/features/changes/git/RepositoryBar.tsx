import { GitBranch } from 'lucide-react'
import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Select } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { LineTotals } from '../LineTotals.tsx'
import { GitMenu, type GitView } from './GitMenu.tsx'
import { filesOf, totalOf } from './groups.ts'
import type { ReadyRepository } from './useRepository.ts'
import * as words from './words.ts'

/** What is compared with what, on which branch. On phones the bar of the details and its menu say and hold the rest. */
export function RepositoryBar(props: {
  readonly session_id: SessionId
  readonly state: ReadyRepository
  readonly against: string | null
  readonly isPhone: boolean
  readonly onCompare: (against: string | null) => void
  readonly onView: (view: GitView) => void
}) {
  const { session_id, state, against, isPhone, onCompare, onView } = props
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
    <div className="flex min-h-11 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
      <Select
        aria-label={words.comparedWith}
        className="w-auto max-w-56 max-md:max-w-none max-md:min-w-0 max-md:flex-1"
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
      {!isPhone && (
        <>
          <Branch repository={state.status.repository} onOpen={() => onView('branches')} />
          {files.length > 0 && (
            <span className="ml-auto flex items-center gap-2 text-sm tabular-nums">
              <span className="text-muted">{words.files(files.length + state.status.more)}</span>
              <LineTotals files={files.map((file) => totalOf(file))} />
            </span>
          )}
          <GitMenu session_id={session_id} onView={onView} />
        </>
      )}
    </div>
  )
}

function Branch({ repository, onOpen }: Pick<ReadyRepository['status'], 'repository'> & { onOpen: () => void }) {
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
