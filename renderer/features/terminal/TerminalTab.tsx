import { X } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { TerminalId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import type { TerminalInfo } from '#shared/session/terminal.ts'
import { placeIn } from '#renderer/state/browser/paneTabs.ts'
import { address } from '#renderer/state/browser/route.ts'
import { terminalsOf } from '#renderer/state/session/terminals.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { FirstTerminal } from './FirstTerminal.tsx'
import { OpenClaude } from './OpenClaude.tsx'
import { KindIcon, TerminalBar, TerminalTools } from './TerminalBar.tsx'
import { TerminalView } from './TerminalView.tsx'
import { closeTerminal, openTerminal } from './terminals.ts'
import * as words from './words.ts'

/** So wide, in px, is the room for two side by side. */
const ROOM_FOR_TWO = 840

/** The terminals of a session, one at a time, two where there is room. They run on when this is closed. */
export function TerminalTab({ session }: { session: Session }) {
  const sessionId = session.id
  const query = useMemo(() => terminalsOf(sessionId), [sessionId])
  const list = useQuery(query)
  const mayDrive = useMay('drive')
  if (!mayDrive) {
    return <p className="p-4 text-muted">{words.whoMayOnlyLookHas}</p>
  }
  if (list.kind === 'loading') {
    return <Loading what={words.askingForTheTerminals} />
  }
  if (list.kind === 'failed') {
    return (
      <div className="p-4">
        <Problem>{list.message}</Problem>
      </div>
    )
  }
  return (
    <>
      <Terminals session={session} terminals={list.value} />
      <FirstTerminal />
    </>
  )
}

function Terminals({ session, terminals }: { session: Session; terminals: readonly TerminalInfo[] }) {
  const [chosen, setChosen] = useChosen()
  const [besideId, setBeside] = useState<TerminalId | null>(null)
  const [room, setRoom] = useState<HTMLDivElement | null>(null)
  const hasRoom = useWidth(room) >= ROOM_FOR_TWO
  const shown = terminals.find(({ terminal_id }) => terminal_id === chosen) ?? terminals.at(-1)
  const second = terminals.find(({ terminal_id }) => terminal_id === besideId && terminal_id !== shown?.terminal_id)
  const open = async (show: (id: TerminalId) => void, kind: TerminalInfo['kind'] = 'shell') => {
    const opened = await openTerminal(session.id, kind)
    if (opened !== null) {
      show(opened)
    }
  }
  if (shown === undefined) {
    return <NoTerminal session={session} onOpen={() => void open(setChosen)} onOpened={setChosen} />
  }
  const pair = hasRoom && second !== undefined ? [shown, second] : [shown]
  const toggleBeside = () => {
    const other = terminals.findLast(({ terminal_id }) => terminal_id !== shown.terminal_id)
    if (second !== undefined) {
      setBeside(null)
    } else if (other === undefined) {
      setChosen(shown.terminal_id)
      void open(setBeside)
    } else {
      setBeside(other.terminal_id)
    }
  }
  const tools = {
    session,
    onChoose: setChosen,
    onOpen: () => void open(setChosen),
    beside: hasRoom ? { isOn: pair.length === 2, onToggle: toggleBeside } : null,
  }
  // Where each has a head of its own, a list of the same two above them says nothing.
  const isAll = pair.length === 2 && terminals.length === 2
  return (
    <div ref={setRoom} className="flex min-h-0 min-w-0 flex-1 flex-col">
      {!isAll && <TerminalBar {...tools} terminals={terminals} shown={pair.map(({ terminal_id }) => terminal_id)} />}
      <div className="flex min-h-0 min-w-0 flex-1 divide-x divide-line">
        {pair.map((info, at) => (
          <section key={info.terminal_id} aria-label={info.title} className="flex min-h-0 min-w-0 flex-1 flex-col">
            {pair.length === 2 && (
              <ColumnHead info={info} onClose={() => void close(info)}>
                {isAll && at === 1 && <TerminalTools {...tools} />}
              </ColumnHead>
            )}
            <TerminalView
              info={info}
              hasFocus={at === pair.length - 1}
              onRestart={() => void restart(info, () => open(at === 0 ? setChosen : setBeside, info.kind))}
            />
          </section>
        ))}
      </div>
      {pair.length === 2 && <BothRun />}
    </div>
  )
}

/** The terminal that is shown: the one that was chosen here, or that the address has led to since. */
function useChosen(): readonly [string | null, (id: TerminalId) => void] {
  const { path } = useStore(address, (here) => here)
  const place = placeIn(path)
  const [chosen, setChosen] = useState<{ readonly id: TerminalId; readonly place: string } | null>(null)
  const isLater = chosen !== null && (place === '' || place === chosen.place)
  return [isLater ? chosen.id : place, (id) => setChosen({ id, place })]
}

function BothRun() {
  return (
    <p className="flex min-h-9 flex-none items-center border-t border-line px-3.5 text-xs text-muted">
      {words.bothKeepRunningWhenYou}
    </p>
  )
}

function NoTerminal(props: { session: Session; onOpen: () => void; onOpened: (id: TerminalId) => void }) {
  const { session, onOpen, onOpened } = props
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
      <p className="text-muted">{words.noTerminalOpen}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button variant="primary" onClick={onOpen}>
          {words.openTerminal}
        </Button>
        <OpenClaude session={session} onOpened={onOpened} isLarge />
      </div>
    </div>
  )
}

/** Of two: which one this is. */
function ColumnHead(props: { info: TerminalInfo; onClose: () => void; children: ReactNode }) {
  const { kind, title, cwd } = props.info
  return (
    <div className="flex h-11 flex-none items-center gap-1.5 border-b border-line bg-ground pr-2 pl-3.5 text-sm">
      <KindIcon kind={kind} />
      <span className="truncate font-medium">{title}</span>
      <bdi className="min-w-0 flex-1 truncate font-mono text-xs text-muted">{cwd}</bdi>
      {props.children}
      <IconButton label={words.closeTitle(title)} onClick={props.onClose}>
        <X className="size-4" />
      </IconButton>
    </div>
  )
}

async function close({ session_id, terminal_id }: TerminalInfo): Promise<void> {
  await closeTerminal(session_id, terminal_id)
}

/** In px; 0 until it is known. */
function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (element === null) {
      return undefined
    }
    const room = new ResizeObserver(() => setWidth(element.clientWidth))
    room.observe(element)
    return () => room.disconnect()
  }, [element])
  return width
}

async function restart({ session_id, terminal_id }: TerminalInfo, open: () => Promise<void>): Promise<void> {
  await closeTerminal(session_id, terminal_id)
  await open()
}
