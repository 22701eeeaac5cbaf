import { ArrowLeft, ChevronDown, ChevronUp, Folder, Play } from 'lucide-react'
import { useState } from 'react'
import type { HistoryBranch } from '#shared/operations/history.ts'
import { baseName } from '#shared/session/paths.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { dollars, exactTime, tokens } from '#renderer/format/numbers.ts'
import { modelName } from '#renderer/format/statusLabel.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ExportButton } from './ExportButton.tsx'
import { OnlyCopy } from './OnlyCopy.tsx'
import type { ReadHistory } from './openedHistory.ts'
import * as words from './words.ts'

interface HistoryBarProps {
  readonly read: ReadHistory
  /** Back to the list, where the conversation covers it. */
  readonly back: string | null
  readonly leaf: string
  readonly onLeaf: (leaf: string) => void
  /** The message that is shown of those that were found; null: none yet. */
  readonly at: string | null
  readonly onAt: (item: string) => void
}

/** What the opened conversation is, and what can be done with it. */
export function HistoryBar({ read, back, leaf, onLeaf, at, onAt }: HistoryBarProps) {
  const { conversation, branches, matches } = read
  const { title, project } = conversation
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <>
      <header className="flex min-h-12 flex-none items-center gap-2 border-b border-line px-5 max-md:min-h-13 max-md:px-1">
        {back !== null && (
          <Link href={back} aria-label={words.allConversations} title={words.allConversations} className={backClass}>
            <ArrowLeft className="size-5" aria-hidden="true" />
          </Link>
        )}
        <h2 className="min-w-0 truncate text-md font-semibold">
          <bdi>
            <Marked text={title === '' ? words.withoutATitle : title} />
          </bdi>
        </h2>
        {project !== null && (
          <span
            className="flex min-w-0 items-center gap-1 truncate text-muted max-md:hidden"
            title={withMarks(project)}
          >
            <Folder className="size-3.5 shrink-0" aria-hidden="true" />
            <Marked text={baseName(project)} />
          </span>
        )}
        <span className="flex-1" />
        <ExportButton conversation={conversation} leaf={leaf} onProblem={setProblem} />
        <ResumeButton read={read} onProblem={setProblem} />
      </header>
      {problem !== null && (
        <div className="px-5 pt-2">
          <Problem>{problem}</Problem>
        </div>
      )}
      {conversation.only_copy && <OnlyCopy conversationId={conversation.conversation_id} />}
      <div className="flex min-h-10 flex-none flex-wrap items-center gap-x-3 border-b border-line bg-ground px-5 text-xs text-muted max-md:px-4">
        <span className="min-w-0 truncate" title={exactTime(conversation.last_at)}>
          <Marked text={factsOf(conversation).join(' · ')} />
        </span>
        {branches.length > 0 || leaf !== '' ? <Branches branches={branches} leaf={leaf} onLeaf={onLeaf} /> : null}
        <span className="flex-1" />
        {matches.length > 0 && <Matches matches={matches} at={at} onAt={onAt} />}
      </div>
    </>
  )
}

const backClass =
  'flex size-8 shrink-0 items-center justify-center rounded-control text-muted hover:bg-raised touch:size-11'

function factsOf({ started_at, last_at, writer, turns, tokens: used, cost_usd, models }: ReadHistory['conversation']) {
  return [
    ...(writer === null ? [] : [words.writers[writer.kind]]),
    words.startedOn(new Date(started_at ?? last_at).toLocaleDateString(undefined, { dateStyle: 'medium' })),
    words.turns(turns),
    ...(used > 0 ? [words.usedTokens(tokens(used))] : []),
    ...(cost_usd === null || cost_usd === 0 ? [] : [dollars(cost_usd)]),
    ...models.map(modelName),
  ]
}

/** Goes on in the session that is at it already, or in a new one. */
function ResumeButton({ read, onProblem }: { read: ReadHistory; onProblem: (problem: string | null) => void }) {
  const { conversation_id, session } = read.conversation
  const mayDrive = useMay('drive')
  const [isResuming, setResuming] = useState(false)
  if (session !== null && session.status !== 'TERMINATED') {
    return (
      <Button variant="primary" onClick={() => goTo(`/session/${session.session_id}`)}>
        {words.openSession}
      </Button>
    )
  }
  const resume = async () => {
    onProblem(null)
    setResuming(true)
    try {
      const { id } = await connection.client.call('history.resume', { conversation_id })
      goTo(`/session/${id}`)
    } catch (error) {
      onProblem(errorMessage(error))
      setResuming(false)
    }
  }
  return (
    mayDrive && (
      <Button variant="primary" disabled={isResuming} onClick={() => void resume()}>
        <Play className="size-3.5" aria-hidden="true" />
        {words.resume}
      </Button>
    )
  )
}

/** Other ways that the conversation went. */
function Branches(props: { branches: readonly HistoryBranch[]; leaf: string; onLeaf: (leaf: string) => void }) {
  const { branches, leaf, onLeaf } = props
  return (
    <PickerSelect
      label={words.branch}
      value={leaf}
      onChange={(event) => onLeaf(event.target.value)}
      className="text-xs"
    >
      <option value="">{words.whatResumeGoesOnWith}</option>
      {leaf !== '' && !branches.some((one) => one.leaf === leaf) && <option value={leaf}>{words.thisBranch}</option>}
      {branches.map((one) => (
        <option key={one.leaf} value={one.leaf}>
          {words.branchText(withMarks(one.text.slice(0, 60)))}
        </option>
      ))}
    </PickerSelect>
  )
}

/** Steps through the messages that hold the words. */
function Matches({
  matches,
  at,
  onAt,
}: {
  matches: readonly string[]
  at: string | null
  onAt: (item: string) => void
}) {
  const index = at === null ? -1 : matches.indexOf(at)
  const step = (by: number) => {
    const next = matches[(index + by + matches.length) % matches.length]
    if (next !== undefined) {
      onAt(next)
    }
  }
  return (
    <span className="flex items-center gap-1">
      <span role="status">
        {index < 0 ? words.matchCount(matches.length) : words.matchOf(index + 1, matches.length)}
      </span>
      <IconButton label={words.previousMatch} onClick={() => step(-1)}>
        <ChevronUp className="size-4" />
      </IconButton>
      <IconButton label={words.nextMatch} onClick={() => step(1)}>
        <ChevronDown className="size-4" />
      </IconButton>
    </span>
  )
}
