import { X } from 'lucide-react'
import { IconButton } from '#renderer/ui/Button.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import type { TerminalScreen } from './screen/terminalScreen.ts'
import * as words from './words.ts'

/** Finds text on the screen and above it, from the end backwards. */
export function FindInTerminal({ screen, onClose }: { screen: TerminalScreen; onClose: () => void }) {
  const close = () => {
    screen.search.clearDecorations()
    onClose()
    screen.terminal.focus()
  }
  return (
    <div className="flex flex-none items-center gap-2 border-b border-line px-3 py-1.5">
      <div className="min-w-0 flex-1">
        <SearchField
          wanted=""
          placeholder={words.findInThisTerminal}
          onSearch={(text) => text !== '' && screen.search.findPrevious(text)}
        />
      </div>
      <IconButton label={words.closeTheSearch} onClick={close}>
        <X className="size-4" />
      </IconButton>
    </div>
  )
}
