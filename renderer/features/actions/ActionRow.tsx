import { Play, Square, SquareTerminal, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ActionFile, ProjectAction } from '#shared/operations/projectAction.ts'
import type { Session } from '#shared/session/session.ts'
import { CommandOutput } from '#renderer/content/command/CommandOutput.tsx'
import { showTab } from '#renderer/state/browser/pane.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { type ActionRun, lookedAt, runAction } from '#renderer/state/session/projectActions.ts'
import { useStore } from '#renderer/state/store.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { actionState } from '#renderer/views/actions/actionEnd.ts'
import { type CommandRun, type Shown, followAction, stopAction } from './actionRun.ts'
import { LookDialog } from './LookDialog.tsx'
import * as words from './words.ts'

interface ActionRowProps {
  readonly action: ProjectAction
  readonly session: Session
  readonly file: ActionFile | null
  /** The key for actions runs this one. */
  readonly hasKey: boolean
  readonly onChanged: () => Promise<void>
}

/** One action: its name, what it runs, how it ended the last time, and what it prints while somebody looks. */
export function ActionRow({ action, session, file, hasKey, onChanged }: ActionRowProps) {
  const [run, setRun] = useState<ActionRun | null>(null)
  const isLooking = useStore(
    lookedAt,
    (one) => one !== null && one.session_id === session.id && one.action_id === action.action_id,
  )
  const shownRun = action.running ?? run
  const start = (looked: boolean) => {
    lookedAt.set(null)
    void runAction(session.id, action, { looked }).then(setRun)
  }
  return (
    <li className="py-2">
      <div className="flex items-center gap-2">
        {action.running === null ? (
          <IconButton
            // Another tooltip, not the one of before.
            key={String(hasKey)}
            label={words.runName(action.name)}
            data-shortcut={hasKey ? 'run' : undefined}
            onClick={() => start(false)}
          >
            <Play className="size-4" />
          </IconButton>
        ) : (
          <StopButton name={action.name} run={action.running} />
        )}
        {action.running !== null && action.running.terminal_id !== null && (
          <IconButton label={words.showTheTerminalOf(action.name)} onClick={() => showTab('terminal')}>
            <SquareTerminal className="size-4" />
          </IconButton>
        )}
        <div className="min-w-0 flex-1">
          <p className="truncate">
            <Marked text={action.name} /> <span className="text-muted">{action.file}</span>
          </p>
          <p className="truncate font-mono text-xs text-muted">
            <Marked text={action.command} code />
          </p>
        </div>
        <Result action={action} />
        {action.source === 'own' && (
          <IconButton
            label={words.removeName(action.name)}
            onClick={() => void remove(session, action).then(onChanged)}
          >
            <Trash2 className="size-4" />
          </IconButton>
        )}
      </div>
      <Outcome action={action} run={shownRun} onEnd={onChanged} />
      {isLooking && (
        <LookDialog action={action} file={file} onClose={() => lookedAt.set(null)} onRun={() => start(true)} />
      )}
    </li>
  )
}

function StopButton({ name, run }: { name: string; run: ActionRun }) {
  return (
    <IconButton label={words.stopName(name)} onClick={() => void stopAction(run).catch(say)}>
      <Square className="size-4" />
    </IconButton>
  )
}

function Result({ action }: { action: ProjectAction }) {
  const { running, last } = action
  if (running !== null) {
    return <span className="text-muted">{actionState(action)}</span>
  }
  if (last === null) {
    return null
  }
  const isFine = last.reason === 'exited' && last.exit_code === 0
  return (
    <span className={`text-right text-xs tabular-nums ${isFine ? 'text-muted' : 'text-bad'}`}>
      {actionState(action)}
      <br />
      <span className="text-muted">
        <RelativeTime at={last.ended_at} />
      </span>
    </span>
  )
}

/** What a command prints while it runs, and the last lines of what ran in a terminal. */
function Outcome(props: { action: ProjectAction; run: ActionRun | null; onEnd: () => Promise<void> }) {
  const { action, run, onEnd } = props
  const { command, running, last } = action
  if (run !== null && run.exec_id !== null) {
    const { session_id, exec_id } = run
    return <Output key={exec_id} run={{ session_id, exec_id }} command={command} onEnd={onEnd} />
  }
  const lines = running === null ? (last?.last_lines ?? []) : []
  return lines.length === 0 ? null : (
    <details className="mt-1">
      <summary className="cursor-pointer text-xs text-muted">{words.lastOutput}</summary>
      <CommandOutput command={command} output={lines.join('\n')} isError={last?.exit_code !== 0} />
    </details>
  )
}

function Output({ run, command, onEnd }: { run: CommandRun; command: string; onEnd: () => Promise<void> }) {
  const { session_id, exec_id } = run
  const [{ output, end }, show] = useState<Shown>({ output: '', end: null })
  useEffect(() => followAction({ session_id, exec_id }, { show, onEnd }), [session_id, exec_id, onEnd])
  return (
    <div className="mt-2" aria-live="off">
      <CommandOutput command={command} output={output} isError={end !== null && end.exit_code !== 0} />
    </div>
  )
}

async function remove({ id }: Session, { action_id }: ProjectAction): Promise<void> {
  await connection.client.call('project_action.remove', { session_id: id, action_id }).catch(say)
}

function say(error: unknown): void {
  showToast(errorMessage(error))
}
