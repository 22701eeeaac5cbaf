import { Search } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import * as words from './words.ts'

interface QueryFieldProps {
  /** The id of the list that it moves in, and of the entry that Enter opens. */
  list: string
  chosen: string | undefined
  /** It looks for a session to open beside another. */
  isForBeside: boolean
  query: string
  onQuery: (text: string) => void
  onStep: (step: 1 | -1) => void
  onEnter: () => void
  onLeave: () => void
}

/** Where the palette is told what to find. It keeps the focus: the arrows move in the list. */
export function QueryField(props: QueryFieldProps) {
  return (
    <div className="flex min-h-13 flex-none items-center gap-3 border-b border-line px-3.5">
      <Search className="size-4 shrink-0 text-muted" aria-hidden="true" />
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={props.list}
        aria-activedescendant={props.chosen}
        aria-autocomplete="list"
        aria-label={props.isForBeside ? words.sessionToOpenBeside : words.searchSessionsMessagesCommands}
        placeholder={props.isForBeside ? words.whichSession : words.searchForCommandsForFiles}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="auto"
        maxLength={200}
        value={props.query}
        onChange={({ target }) => props.onQuery(target.value)}
        onKeyDown={onKeyDown}
        className="min-h-11 min-w-0 flex-1 bg-transparent text-base outline-none touch:text-[16px]"
      />
      <span className="max-md:hidden">
        <Key>Esc</Key>
      </span>
      <Button variant="ghost" className="md:hidden" onClick={props.onLeave}>
        {words.close}
      </Button>
    </div>
  )

  function onKeyDown(event: KeyboardEvent): void {
    const act = {
      ArrowDown: () => props.onStep(1),
      ArrowUp: () => props.onStep(-1),
      Enter: props.onEnter,
    }[event.key]
    if (act !== undefined && !isComposing(event.nativeEvent)) {
      event.preventDefault()
      act()
    }
  }
}
