import { AtSign, Camera, Paperclip, Plus, SquareSlash } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { isTouch } from '#renderer/platform/viewport.ts'
import { useMenu } from '#renderer/ui/useMenu.ts'
import { FileInput } from '#renderer/views/prompt/attaching/AttachButton.tsx'
import { LIMITS } from '#renderer/views/prompt/attaching/limits.ts'
import * as words from './laterWords.ts'

/** What can be put into a message, behind one button: a phone has no room for three. */
export function AddMenu(props: { onInsert: (sign: '/' | '@') => void; onAttach: (files: readonly File[]) => void }) {
  const { isOpen, button, toggle, close } = useMenu()
  const field = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const choose = ({ current }: { readonly current: HTMLInputElement | null }) => {
    close()
    current?.click()
  }
  const insert = (sign: '/' | '@') => {
    close()
    props.onInsert(sign)
  }
  return (
    <>
      <IconButton
        ref={button}
        label={words.addToTheMessage}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={toggle}
      >
        <Plus className="size-5" />
      </IconButton>
      <FileInput ref={field} tabIndex={-1} onAttach={props.onAttach} />
      <FileInput
        ref={camera}
        tabIndex={-1}
        accept="image/*"
        capture="environment"
        aria-label={words.takeAPhoto}
        onAttach={props.onAttach}
      />
      {isOpen && (
        <Menu label={words.addToTheMessage} anchor={button} onClose={close}>
          <MenuItem icon={<Paperclip className="size-4" />} detail={LIMITS} onChoose={() => choose(field)}>
            {words.attachImagesOrTexts}
          </MenuItem>
          {isTouch() && (
            <MenuItem icon={<Camera className="size-4" />} onChoose={() => choose(camera)}>
              {words.takeAPhoto}
            </MenuItem>
          )}
          <MenuItem icon={<AtSign className="size-4" />} onChoose={() => insert('@')}>
            {words.nameAFile}
          </MenuItem>
          <MenuItem icon={<SquareSlash className="size-4" />} onChoose={() => insert('/')}>
            {words.runACommand}
          </MenuItem>
        </Menu>
      )}
    </>
  )
}
