import { useState } from 'react'
import type { GitStatus, GitUnderWay } from '#shared/operations/git.ts'
import type { SessionId } from '#shared/ids.ts'
import { sendPrompt } from '#renderer/state/session/outbox.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from '../words.ts'

const names: Readonly<Record<GitUnderWay, string>> = {
  merge: 'merge',
  rebase: 'rebase',
  cherry_pick: 'cherry-pick',
  revert: 'revert',
  bisect: 'bisection',
}

const MAX_NAMED = 100

/** What waits to be finished in the repository, the files in conflict, and the ways on. */
export function Conflicts({ status, session_id }: { status: GitStatus; session_id: SessionId }) {
  const mayDrive = useMay('drive')
  const [problem, setProblem] = useState<string | null>(null)
  const waits = status.repository?.under_way ?? null
  const outside = status.conflicts_outside.map((path) => `:/${path}`)
  const files = [...status.files.filter((file) => file.is_conflict).map((file) => file.path), ...outside]
  if (waits === null && files.length === 0) {
    return null
  }
  return (
    <section
      aria-label={words.conflicts}
      className="space-y-2 border-b border-line bg-attention-ground px-4 py-3 text-sm"
    >
      <p role="status">
        {waits !== null && `${words.isUnderWay(names[waits])} `}
        {files.length > 0 ? words.inConflictFiles(files.length) : words.nothingIsInConflictAny}
      </p>
      <ul className="thin-scroll max-h-32 overflow-y-auto font-mono text-xs">
        {files.slice(0, MAX_NAMED).map((path) => (
          <li key={path}>
            <bdi className="wrap-anywhere">
              <Marked text={path} code />
            </bdi>
          </li>
        ))}
      </ul>
      {outside.length > 0 && <p className="text-muted">{words.outsideOfThisFolder(outside.length)}</p>}
      {problem !== null && <Problem>{problem}</Problem>}
      {mayDrive && <Ways waits={waits} files={files} session_id={session_id} onAct={(row) => void act(row)} />}
    </section>
  )

  async function act(row: 'git.continue' | 'git.abort'): Promise<void> {
    setProblem(null)
    try {
      await connection.client.call(row, { session_id })
      showToast(row === 'git.abort' ? words.abortedAllIsAsIt : words.done)
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
}

interface WaysProps extends Waiting {
  readonly session_id: SessionId
  readonly onAct: (row: 'git.continue' | 'git.abort') => void
}

/** What can be done about it. */
function Ways({ waits, files, session_id, onAct }: WaysProps) {
  return (
    <div className="flex flex-wrap gap-2">
      {files.length > 0 && (
        <Button variant="primary" onClick={() => resolve(session_id, { waits, files })}>
          {words.letClaudeResolve}
        </Button>
      )}
      {waits !== 'bisect' && (
        <Button onClick={() => onAct('git.continue')}>
          {waits === null ? words.markAsResolved : words.goOnWith(names[waits])}
        </Button>
      )}
      <Button variant="ghost" onClick={() => onAct('git.abort')}>
        {words.abort}
      </Button>
    </div>
  )
}

interface Waiting {
  readonly waits: GitUnderWay | null
  readonly files: readonly string[]
}

function resolve(session_id: SessionId, waiting: Waiting): void {
  sendPrompt({ session_id, content: resolveText(waiting), when: 'queue', attachments: [] })
  showToast(words.sentToClaude)
}

/** What Claude is asked: the files, and to leave the commit to the person. */
export function resolveText({ waits, files }: Waiting): string {
  const named = files.slice(0, MAX_NAMED).map((path) => `- ${path}`)
  const isOutside = files.slice(0, MAX_NAMED).some((path) => path.startsWith(':/'))
  const top = isOutside ? [words.fromTheTopOfTheRepository] : []
  const more =
    files.length > MAX_NAMED ? [`- and ${files.length - MAX_NAMED} more (git diff --name-only --diff-filter=U)`] : []
  const what = waits === null ? words.theseFilesAreInConflict : words.isUnderWayInConflict(names[waits])
  return [`${what}:`, ...named, ...more, ...top, '', words.resolveEachConflictSoThat].join('\n')
}
