import { Plus, Sparkles, SquareTerminal, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { TerminalId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import type { TerminalInfo } from '#shared/session/terminal.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { OpenClaude } from './OpenClaude.tsx'
import { TerminalView } from './TerminalView.tsx'
import { closeTerminal, openTerminal, terminalsOf } from './terminals.ts'

/** The terminals of a session, one at a time. They run on when this is closed. */
export function TerminalTab({ session }: { session: Session }) {
  const sessionId = session.id
  const query = useMemo(() => terminalsOf(sessionId), [sessionId])
  const list = useQuery(query)
  const mayDrive = useMay('drive')
  const [chosen, setChosen] = useState<TerminalId | null>(null)
  if (!mayDrive) {
    return <p className="p-4 text-muted">Who may only look has no terminals.</p>
  }
  if (list.kind === 'loading') {
    return <Loading what="terminals" />
  }
  if (list.kind === 'failed') {
    return (
      <div className="p-4">
        <Problem>{list.message}</Problem>
      </div>
    )
  }
  const terminals = list.value
  const shown = terminals.find(({ terminal_id }) => terminal_id === chosen) ?? terminals.at(-1)
  const open = async () => {
    const opened = await openTerminal(sessionId, 'shell')
    if (opened !== null) {
      setChosen(opened)
    }
  }
  if (shown === undefined) {
    return (
      <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
        <p className="text-muted">No terminal open</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button variant="primary" onClick={() => void open()}>
            Open terminal
          </Button>
          <OpenClaude session={session} onOpened={setChosen} isLarge />
        </div>
      </div>
    )
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <TerminalBar
        terminals={terminals}
        shown={shown.terminal_id}
        session={session}
        onChoose={setChosen}
        onOpen={() => void open()}
      />
      <TerminalView
        key={shown.terminal_id}
        info={shown}
        onRestart={() => void restart(shown, () => openTerminal(sessionId, shown.kind).then(setChosen))}
      />
    </div>
  )
}

async function restart({ session_id, terminal_id }: TerminalInfo, open: () => Promise<void>): Promise<void> {
  await closeTerminal(session_id, terminal_id)
  await open()
}

function TerminalBar(props: {
  terminals: readonly TerminalInfo[]
  shown: TerminalId
  session: Session
  onChoose: (id: TerminalId) => void
  onOpen: () => void
}) {
  const { terminals, shown, session, onChoose, onOpen } = props
  return (
    <div className="flex h-11 flex-none items-center gap-1 border-b border-line px-2 touch:h-14">
      <div className="thin-scroll flex min-w-0 flex-1 items-center gap-1 overflow-x-auto">
        {terminals.map(({ terminal_id, session_id, kind, title, ended }) => (
          <div
            key={terminal_id}
            className={classes(
              'flex shrink-0 items-center rounded-control border',
              terminal_id === shown ? 'border-line-strong/50 bg-surface' : 'border-transparent text-muted',
            )}
          >
            <button
              type="button"
              aria-pressed={terminal_id === shown}
              onClick={() => onChoose(terminal_id)}
              className="smooth flex min-h-8 max-w-48 items-center gap-1.5 rounded-control px-2 text-sm hover:text-text touch:min-h-11"
            >
              <KindIcon kind={kind} />
              <span className={classes('truncate', ended !== null && 'line-through')}>{title}</span>
            </button>
            <IconButton
              label={`Close ${title}`}
              className="size-7"
              onClick={() => void closeTerminal(session_id, terminal_id)}
            >
              <X className="size-3.5" />
            </IconButton>
          </div>
        ))}
      </div>
      <OpenClaude session={session} onOpened={onChoose} />
      <IconButton label="New shell" onClick={onOpen}>
        <Plus className="size-4" />
      </IconButton>
    </div>
  )
}

function KindIcon({ kind }: Pick<TerminalInfo, 'kind'>) {
  const Icon = kind === 'claude' ? Sparkles : SquareTerminal
  return <Icon className="size-4 shrink-0" aria-hidden="true" />
}
