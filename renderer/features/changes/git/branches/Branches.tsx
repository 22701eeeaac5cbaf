import { Check, Plus, Trash2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { GitBranch } from '#shared/operations/git.ts'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { Shown, useRead } from '../useRead.tsx'
import { type Refused, createBranch, deleteBranch, switchBranch } from './branchActions.ts'
import * as words from '../words.ts'

/** Branches here and of remotes: looked for, made, switched to, deleted. `onSwitched`: another one is checked out. */
export function Branches({ session_id, onSwitched }: { session_id: SessionId; onSwitched: () => void }) {
  const [q, setQuery] = useState('')
  const name = q.trim()
  const load = useCallback(() => connection.client.call('git.branches', { session_id, q: name }), [session_id, name])
  const read = useRead(session_id, load)
  const [refused, setRefused] = useState<Refused | null>(null)
  const mayDrive = useMay('drive')
  const act = async (work: Promise<Refused | null>, isSwitch: boolean) => {
    const problem = await work
    setRefused(problem)
    if (problem === null && isSwitch) {
      onSwitched()
    }
  }
  const isNew = name !== '' && read.kind === 'ready' && !read.value.branches.some((branch) => branch.name === name)
  return (
    <>
      <div className="flex-none space-y-2 border-b border-line px-3 py-2">
        <SearchField wanted={q} placeholder={words.findABranchOrName} onSearch={setQuery} />
        {isNew && mayDrive && (
          <Button onClick={() => void act(createBranch(session_id, name), true)}>
            <Plus className="size-4" aria-hidden="true" />
            <span className="max-w-64 truncate">{words.createName(name)}</span>
          </Button>
        )}
        {refused !== null && <Refusal refused={refused} onChoose={(work, isSwitch) => void act(work, isSwitch)} />}
      </div>
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto pb-[max(16px,env(safe-area-inset-bottom))]">
        <Shown of={read} what={words.readingTheBranches}>
          {({ branches, more }) => (
            <>
              {branches.length === 0 && <p className="px-4 py-6 text-muted">{words.noBranchIsCalledSo}</p>}
              <ul>
                {branches.map((branch) => (
                  <BranchRow
                    key={`${branch.is_remote}/${branch.name}`}
                    branch={branch}
                    mayDrive={mayDrive}
                    onSwitch={() => void act(switchBranch(session_id, branch.name), true)}
                    onDelete={() => void act(deleteBranch(session_id, branch.name), false)}
                  />
                ))}
              </ul>
              {more > 0 && <p className="px-4 py-3 text-sm text-muted">{words.moreToLookFor(more)}</p>}
            </>
          )}
        </Shown>
      </div>
    </>
  )
}

interface RefusalProps {
  readonly refused: Refused
  readonly onChoose: (work: Promise<Refused | null>, isSwitch: boolean) => void
}

function Refusal({ refused: { message, wayOut }, onChoose }: RefusalProps) {
  const action = wayOut !== null && (
    <Button onClick={() => onChoose(wayOut.run(), wayOut.isSwitch)}>{wayOut.label}</Button>
  )
  return <Problem action={action}>{message}</Problem>
}

interface BranchRowProps {
  readonly branch: GitBranch
  readonly mayDrive: boolean
  readonly onSwitch: () => void
  readonly onDelete: () => void
}

/** One branch: where it is, how far from its remote, and what was committed last. */
function BranchRow({ branch, mayDrive, onSwitch, onDelete }: BranchRowProps) {
  const { name, is_current, is_remote, is_elsewhere, ahead, behind, subject, committed_at } = branch
  const mayDelete = mayDrive && !is_current && !is_remote && !is_elsewhere
  return (
    <li className="flex items-center border-b border-line pr-2">
      <button
        type="button"
        aria-current={is_current}
        disabled={is_current || is_elsewhere || !mayDrive}
        onClick={onSwitch}
        className="flex min-h-12 min-w-0 flex-1 items-center gap-2 px-3 py-1 text-left enabled:hover:bg-raised"
      >
        <Check
          className={is_current ? 'size-4 shrink-0 text-accent' : 'invisible size-4 shrink-0'}
          aria-hidden="true"
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <bdi className="truncate font-medium">
              <Marked text={name} code />
            </bdi>
            {is_remote && <span className="shrink-0 text-xs text-muted">{words.remote}</span>}
            {is_elsewhere && <span className="shrink-0 text-xs text-muted">{words.inAnotherWorktree}</span>}
            {ahead > 0 && (
              <span className="shrink-0 text-xs text-muted tabular-nums" title={words.notPushed}>
                ↑{ahead}
              </span>
            )}
            {behind > 0 && (
              <span className="shrink-0 text-xs text-muted tabular-nums" title={words.notPulled}>
                ↓{behind}
              </span>
            )}
          </span>
          <bdi className="block truncate text-xs text-muted">
            <Marked text={subject} />
          </bdi>
        </span>
        <span className="shrink-0 text-xs text-muted">
          <RelativeTime at={committed_at} isShort />
        </span>
      </button>
      {mayDelete && (
        <IconButton label={words.deleteName(name)} onClick={onDelete}>
          <Trash2 className="size-4" />
        </IconButton>
      )}
    </li>
  )
}
