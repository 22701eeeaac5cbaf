import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { IconButton } from '#renderer/ui/Button.tsx'
import * as words from './words.ts'

/** The search starts after a pause of this length. */
const SETTLE_MS = 200

/** The search field. `found`: beside it, what it found. */
export function HistorySearch(props: { wanted: string; found: string; onSearch: (q: string) => void }) {
  const { wanted, found, onSearch } = props
  const [typed, setTyped] = useState(wanted)
  const field = useRef<HTMLInputElement>(null)
  const search = useEffectEvent(onSearch)
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== wanted) {
        search(typed)
      }
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, wanted])
  return (
    <search className="flex min-h-9 items-center gap-2.5 rounded-control border border-line-strong/60 bg-surface pl-3 focus-within:border-accent touch:min-h-11">
      <Search className="size-4 shrink-0 text-muted" aria-hidden="true" />
      <input
        ref={field}
        type="text"
        aria-label={words.searchAllConversations}
        placeholder={words.wordsOrWordsTogether}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="auto"
        maxLength={200}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        className="min-w-0 flex-1 bg-transparent text-base outline-none touch:text-[16px]"
      />
      <span role="status" className="truncate text-xs text-muted max-md:hidden">
        {found}
      </span>
      {typed === '' ? (
        <span className="size-8 touch:size-11" />
      ) : (
        <IconButton
          label={words.clear}
          onClick={() => {
            setTyped('')
            onSearch('')
            field.current?.focus()
          }}
        >
          <X className="size-4" />
        </IconButton>
      )}
    </search>
  )
}
