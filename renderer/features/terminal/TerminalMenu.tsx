import { AArrowDown, AArrowUp, Accessibility, Ellipsis, TextSelect } from 'lucide-react'
import { useRef, useState } from 'react'
import { useStore } from '#renderer/state/store.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { setFontSize, setForReader, terminalChoices } from './screen/terminalChoices.ts'
import * as words from './words.ts'

/** How terminals look in this browser, and their text for whoever wants to select of it with a finger. */
export function TerminalMenu({ onSelect }: { onSelect: () => void }) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const { fontSize, forReader } = useStore(terminalChoices, (value) => value)
  return (
    <>
      <IconButton label={words.textAndReading} ref={anchor} aria-haspopup="menu" onClick={() => setOpen(true)}>
        <Ellipsis className="size-4" />
      </IconButton>
      {isOpen && (
        <Menu label={words.textAndReading} anchor={anchor} onClose={() => setOpen(false)}>
          <MenuItem
            icon={<AArrowUp className="size-4" />}
            detail={`${fontSize} px now`}
            onChoose={() => setFontSize(fontSize + 1, true)}
          >
            {words.largerText}
          </MenuItem>
          <MenuItem icon={<AArrowDown className="size-4" />} onChoose={() => setFontSize(fontSize - 1, true)}>
            {words.smallerText}
          </MenuItem>
          <MenuItem
            icon={<TextSelect className="size-4" />}
            onChoose={() => {
              setOpen(false)
              onSelect()
            }}
          >
            {words.selectText}
          </MenuItem>
          <MenuItem
            icon={<Accessibility className="size-4" />}
            isChecked={forReader}
            detail={words.newLinesAreReadOut}
            onChoose={() => setForReader(!forReader)}
          >
            {words.screenReaderMode}
          </MenuItem>
        </Menu>
      )}
    </>
  )
}
