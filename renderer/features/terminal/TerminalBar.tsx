import { Columns2, Maximize2, Minimize2, Plus, Sparkles, SquareTerminal, X } from 'lucide-react'
import type { TerminalId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import type { TerminalInfo } from '#shared/session/terminal.ts'
import { fullPane, setFullPane } from '#renderer/state/browser/pane.ts'
import { useStore } from '#renderer/state/store.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { OpenClaude } from './OpenClaude.tsx'
import { closeTerminal } from './terminals.ts'
import * as words from './words.ts'

/** The terminals of a session, which of them are shown, and a new one. */
export function TerminalBar(
  props: ToolsProps & { readonly terminals: readonly TerminalInfo[]; readonly shown: readonly TerminalId[] },
) {
  const { session, terminals, shown, onChoose, onOpen, beside } = props
  return (
    <div className="flex h-11 flex-none items-center gap-1 border-b border-line px-2 touch:h-14">
      <div className="thin-scroll flex min-w-0 flex-1 items-center gap-1 overflow-x-auto">
        {terminals.map(({ terminal_id, session_id, kind, title, ended }) => (
          <div
            key={terminal_id}
            className={classes(
              'flex shrink-0 items-center rounded-control border',
              shown.includes(terminal_id) ? 'border-line-strong/50 bg-surface' : 'border-transparent text-muted',
            )}
          >
            <button
              type="button"
              aria-pressed={shown.includes(terminal_id)}
              onClick={() => onChoose(terminal_id)}
              className="smooth flex min-h-8 max-w-48 items-center gap-1.5 rounded-control px-2 text-sm hover:text-text touch:min-h-11"
            >
              <KindIcon kind={kind} />
              <span className={classes('truncate', ended !== null && 'line-through')}>{title}</span>
            </button>
            <IconButton
              label={words.closeTitle(title)}
              className="size-7"
              onClick={() => void closeTerminal(session_id, terminal_id)}
            >
              <X className="size-3.5" />
            </IconButton>
          </div>
        ))}
      </div>
      <TerminalTools session={session} onChoose={onChoose} onOpen={onOpen} beside={beside} />
    </div>
  )
}

interface ToolsProps {
  readonly session: Session
  readonly onChoose: (id: TerminalId) => void
  readonly onOpen: () => void
  /** null: there is no room for two. */
  readonly beside: { readonly isOn: boolean; readonly onToggle: () => void } | null
}

/** One or two, how wide, and another one. */
export function TerminalTools({ session, onChoose, onOpen, beside }: ToolsProps) {
  return (
    <>
      {beside !== null && (
        <IconButton
          label={beside.isOn ? words.showOneTerminal : words.showTwoSideBySide}
          aria-pressed={beside.isOn}
          onClick={beside.onToggle}
        >
          <Columns2 className="size-4" />
        </IconButton>
      )}
      <FullWidth />
      <OpenClaude session={session} onOpened={onChoose} />
      <IconButton label={words.newShell} onClick={onOpen}>
        <Plus className="size-4" />
      </IconButton>
    </>
  )
}

/** The tab as wide as the session, in windows where it stands beside the conversation. */
function FullWidth() {
  const isFull = useStore(fullPane, (value) => value)
  return (
    <IconButton
      label={isFull ? words.besideTheConversation : words.fullWidth}
      className="max-lg:hidden"
      aria-pressed={isFull}
      onClick={() => setFullPane(!isFull)}
    >
      {isFull ? <Minimize2 className="size-4" /> : <Maximize2 className="size-4" />}
    </IconButton>
  )
}

/** What runs in it: a shell, or Claude Code's own interface. */
export function KindIcon({ kind }: Pick<TerminalInfo, 'kind'>) {
  const Icon = kind === 'claude' ? Sparkles : SquareTerminal
  return <Icon className="size-4 shrink-0" aria-hidden="true" />
}
