import { Copy, Search } from 'lucide-react'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { TerminalInfo } from '#shared/session/terminal.ts'
import { terminalsOf } from '#renderer/state/session/terminals.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { FindInTerminal } from './FindInTerminal.tsx'
import { KeyBar } from './KeyBar.tsx'
import { OpenLink } from './OpenLink.tsx'
import { SelectText } from './SelectText.tsx'
import { TerminalMenu } from './TerminalMenu.tsx'
import { handleKeys } from './screen/terminalKeys.ts'
import { type ScreenState, TerminalScreen } from './screen/terminalScreen.ts'
import * as words from './words.ts'

type Asked = { readonly kind: 'link'; readonly url: string } | { readonly kind: 'copy'; readonly text: string } | null

/** One terminal: its screen, whose size it has, and how it ended. `hasFocus`: it takes the keyboard when it is shown. */
export function TerminalView(props: { info: TerminalInfo; hasFocus: boolean; onRestart: () => void }) {
  const { info, hasFocus, onRestart } = props
  const place = useRef<HTMLDivElement>(null)
  const [screen, setScreen] = useState<TerminalScreen | null>(null)
  const [isFinding, setFinding] = useState(false)
  const [isSelecting, setSelecting] = useState(false)
  const [asked, setAsked] = useState<Asked>(null)
  const takesFocus = useEffectEvent((made: TerminalScreen) => {
    if (hasFocus) {
      made.terminal.focus()
    }
  })
  useEffect(() => {
    if (place.current === null || info.ended?.reason === 'host_died') {
      return undefined
    }
    const made = new TerminalScreen(info.terminal_id, {
      onLink: (url) => setAsked({ kind: 'link', url }),
      onCopyWanted: (text) => setAsked({ kind: 'copy', text }),
      onTold: () => void terminalsOf(info.session_id).refresh(),
    })
    handleKeys(made.terminal, { find: () => setFinding(true), leave: () => leave(place) })
    made.show(place.current)
    takesFocus(made)
    setScreen(made)
    return () => {
      made.dispose()
      setScreen(null)
    }
  }, [info.terminal_id, info.session_id, info.ended?.reason])
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      {screen !== null && isFinding && <FindInTerminal screen={screen} onClose={() => setFinding(false)} />}
      <div
        ref={place}
        role="group"
        aria-label={words.terminal}
        className="min-h-0 min-w-0 flex-1 touch-pan-x touch-pan-y overflow-auto px-3 pt-2"
      />
      {info.ended?.reason === 'host_died' && <HostDied onRestart={onRestart} />}
      {screen !== null && (
        <Footer
          screen={screen}
          onRestart={onRestart}
          onFind={() => setFinding(true)}
          onSelect={() => setSelecting(true)}
        />
      )}
      {screen !== null && <KeyBar screen={screen} />}
      {screen !== null && isSelecting && <SelectText screen={screen} onClose={() => setSelecting(false)} />}
      <AskedFor asked={asked} onClose={() => setAsked(null)} />
    </div>
  )
}

function HostDied({ onRestart }: { onRestart: () => void }) {
  return (
    <div className="p-3">
      <Problem action={<Button onClick={onRestart}>{words.restart}</Button>}>
        {words.theSessionHostEndedUnexpectedly}
      </Problem>
    </div>
  )
}

/** What a program wants, and the person decides. */
function AskedFor({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  if (asked === null) {
    return null
  }
  return asked.kind === 'link' ? (
    <OpenLink url={asked.url} onClose={onClose} />
  ) : (
    <CopyWanted text={asked.text} onClose={onClose} />
  )
}

/** To the tab of the pane that this stands under, on phones to the title of the pane. */
function leave(place: RefObject<HTMLElement | null>): void {
  const panel = place.current?.closest('[data-panel]')?.getAttribute('aria-labelledby') ?? ''
  document.getElementById(panel)?.closest('button')?.focus()
}

function Footer(props: { screen: TerminalScreen; onRestart: () => void; onFind: () => void; onSelect: () => void }) {
  const { screen, onRestart, onFind, onSelect } = props
  const state = useStore(screen.state, (value) => value)
  return (
    <div className="flex min-h-10 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-3 py-1 text-sm text-muted">
      <span role="status" className="min-w-0 flex-1">
        {state.hasRung && <span title={words.theTerminalRang}>{words.bell} </span>}
        {footerText(state)}
      </span>
      {state.kind === 'live' && state.size?.is_owner === false && (
        <Button onClick={() => screen.takeOver()}>{words.takeOver}</Button>
      )}
      {state.kind === 'ended' && <Button onClick={onRestart}>{words.restart}</Button>}
      {state.kind === 'failed' && <Button onClick={() => void screen.attach()}>{words.tryAgain}</Button>}
      <IconButton label={words.find} onClick={onFind}>
        <Search className="size-4" />
      </IconButton>
      <IconButton
        label={words.copyTheSelection}
        onClick={() => void navigator.clipboard.writeText(screen.terminal.getSelection())}
      >
        <Copy className="size-4" />
      </IconButton>
      <TerminalMenu onSelect={onSelect} />
    </div>
  )
}

function footerText({ kind, size, end, problem }: ScreenState): string {
  if (kind === 'attaching') {
    return words.connecting
  }
  if (kind === 'failed' || problem !== null) {
    return problem ?? ''
  }
  if (end !== null) {
    return end.signal === null ? words.endedWithCode(end.exit_code ?? '?') : words.endedBySignal(end.signal)
  }
  if (size === null) {
    return ''
  }
  const { cols, rows, is_owner, owner } = size
  return is_owner || owner === null ? `${cols} × ${rows}` : words.sizedBy(cols, rows, owner.name)
}

/** Nothing gets into the clipboard because a program printed something. */
function CopyWanted({ text, onClose }: { text: string; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    onClose()
  }
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2 text-sm">
      <span className="min-w-0 flex-1 truncate">{words.aProgramWantsToCopy(text.length, text.slice(0, 100))}</span>
      <Button onClick={() => void copy()}>{words.copy}</Button>
      <Button variant="ghost" onClick={onClose}>
        {words.notNow}
      </Button>
    </div>
  )
}
