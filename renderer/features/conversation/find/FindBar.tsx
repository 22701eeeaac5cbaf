import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { digits } from '#renderer/format/numbers.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import type { Found } from './findRow.ts'
import { type LoadedConversation, useJump } from './useJump.ts'
import { type Search, useSearch } from './useSearch.ts'
import * as words from '../laterWords.ts'

/** Searches in the whole conversation, also in what is not loaded or not drawn, and goes from match to match. */
export function FindBar(props: {
  conversation: LoadedConversation
  onFound: (found: Found | null) => void
  onClose: () => void
}) {
  const { conversation, onFound, onClose } = props
  const [wanted, setWanted] = useState('')
  const [chosen, setChosen] = useState(0)
  const [before] = useState(() => document.activeElement)
  const search = useSearch(conversation.session_id, wanted)
  useJump(conversation, search?.hits[chosen] ?? null, onFound)
  useEffect(() => () => onFound(null), [onFound])
  const last = Math.max(0, (search?.hits.length ?? 0) - 1)
  const close = () => {
    onClose()
    if (before instanceof HTMLElement) {
      before.focus()
    }
  }
  const keys: Keys = {
    earlier: () => setChosen(Math.min(last, chosen + 1)),
    later: () => setChosen(Math.max(0, chosen - 1)),
    close,
  }
  return (
    <form
      role="search"
      aria-label={words.findInThisConversation}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => onKeyDown(event, keys)}
      className="absolute inset-x-3 top-2 z-10 mx-auto flex max-w-110 items-center gap-0.5 rounded-card border border-line-strong bg-surface p-1 pl-3"
    >
      <Words
        wanted={wanted}
        onWanted={(next) => {
          setWanted(next)
          setChosen(0)
        }}
      />
      <span role="status" className="shrink-0 px-1 text-xs text-muted">
        {resultText(search, chosen)}
      </span>
      <IconButton label={words.earlierMatchEnter} disabled={chosen >= last} onClick={keys.earlier}>
        <ChevronUp className="size-4" />
      </IconButton>
      <IconButton label={words.laterMatchShiftEnter} disabled={chosen === 0} onClick={keys.later}>
        <ChevronDown className="size-4" />
      </IconButton>
      <IconButton label={words.closeSearchEsc} onClick={close}>
        <X className="size-4" />
      </IconButton>
    </form>
  )
}

function Words({ wanted, onWanted }: { wanted: string; onWanted: (wanted: string) => void }) {
  return (
    <input
      type="text"
      autoFocus
      aria-label={words.findInThisConversation}
      placeholder={words.findInThisConversation}
      dir="auto"
      maxLength={200}
      value={wanted}
      onChange={({ target }) => onWanted(target.value)}
      className="min-h-8 min-w-0 flex-1 bg-transparent text-sm outline-none touch:min-h-11 touch:text-[16px]"
    />
  )
}

interface Keys {
  readonly earlier: () => void
  readonly later: () => void
  readonly close: () => void
}

/** Enter goes up, Shift+Enter down again; Esc leaves, and stops nothing else. */
function onKeyDown(event: KeyboardEvent, { earlier, later, close }: Keys): void {
  if (event.key === 'Escape') {
    event.preventDefault()
    event.stopPropagation()
    close()
  } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    event.preventDefault()
    ;(event.shiftKey ? later : earlier)()
  }
}

function resultText(search: Search | null, chosen: number): string {
  if (search === null) {
    return ''
  }
  const { hits, state, problem } = search
  if (state === 'failed') {
    return problem
  }
  if (hits.length === 0) {
    return state === 'searching' ? words.searching : words.noMatch
  }
  return (state === 'done' ? words.hitOfHits : words.hitOfHitsSoFar)(digits(chosen + 1), digits(hits.length))
}
