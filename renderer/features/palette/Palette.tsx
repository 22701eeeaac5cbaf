import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { Key } from '#renderer/ui/Key.tsx'
import { type Entry, find } from './entries.ts'
import { FoundList, optionId } from './FoundList.tsx'
import type { PalettePage } from './places.ts'
import { QueryField } from './QueryField.tsx'
import { usePaletteEntries } from './usePaletteEntries.ts'
import * as words from './words.ts'

interface PaletteProps {
  /** The pages that it finds beside all else; null: it finds the sessions alone that can be opened beside the one that is open. */
  pages: readonly PalettePage[] | null
  /** What is searched for at first. */
  first?: string | undefined
  onClose: () => void
}

/**
 * Finds sessions, messages, commands, projects, pages and settings. Arrows move, Enter opens, Esc closes; the focus returns to
 * where it was. Fills the screen of a phone.
 */
export function Palette({ pages, first = '', onClose }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const list = useId()
  const [query, setQuery] = useState(first)
  const [active, setActive] = useState<string | null>(null)
  const entries = usePaletteEntries(pages, query)
  const found = useMemo(() => find(entries, query), [entries, query])
  const at = Math.max(0, found.map(({ entry }) => entry.id).indexOf(active ?? ''))
  const chosen = found[at]?.entry
  useEffect(() => dialog.current?.showModal(), [])
  // By the dialog's own way, so that the browser gives the focus back.
  const leave = () => {
    dialog.current?.close()
    onClose()
  }
  const choose = (entry: Entry) => {
    leave()
    entry.run()
  }
  return (
    <dialog
      ref={dialog}
      aria-label={pages === null ? words.openBeside : words.search}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && leave()}
      className="mx-auto mt-[12dvh] mb-0 max-h-[min(560px,76dvh)] w-[min(640px,calc(100vw-32px))] flex-col overflow-hidden rounded-card border border-line bg-surface p-0 open:flex max-md:m-0 max-md:h-[var(--app-height,100dvh)] max-md:max-h-none max-md:w-full max-md:max-w-none max-md:rounded-none max-md:border-0"
    >
      <QueryField
        list={list}
        isForBeside={pages === null}
        chosen={chosen === undefined ? undefined : optionId(list, chosen)}
        query={query}
        onQuery={(text) => {
          setQuery(text)
          setActive(null)
        }}
        onStep={(step) => setActive(found[(at + step + found.length) % found.length]?.entry.id ?? null)}
        onEnter={() => chosen !== undefined && choose(chosen)}
        onLeave={leave}
      />
      <FoundList id={list} found={found} active={chosen?.id ?? null} query={query} onChoose={choose} />
      <Footer
        onShortcuts={() => {
          leave()
          showOverlay({ kind: 'shortcuts' })
        }}
      />
    </dialog>
  )
}

function Footer({ onShortcuts }: { onShortcuts: () => void }) {
  return (
    <div className="flex min-h-9 flex-none items-center gap-3 border-t border-line bg-ground px-3.5 text-xs text-muted max-md:hidden">
      <span>{words.keysThatMove(<Key>↑</Key>, <Key>↓</Key>)}</span>
      <span>{words.keyOpen(<Key>⏎</Key>)}</span>
      <span className="flex-1" />
      <span>{words.keyCommands(<Key>&gt;</Key>)}</span>
      <span>{words.keyFiles(<Key>@</Key>)}</span>
      <button type="button" className="rounded-control hover:text-text" onClick={onShortcuts}>
        {words.keyShortcuts(<Key>?</Key>)}
      </button>
    </div>
  )
}
