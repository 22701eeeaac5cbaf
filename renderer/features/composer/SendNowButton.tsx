import { ArrowUpToLine } from 'lucide-react'
import type { InputOf } from '#shared/operations/table.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { useMenu } from '#renderer/ui/useMenu.ts'
import { timings } from './timings.ts'
import * as words from './laterWords.ts'

const LABEL = words.sendThisMessageNow

/** Sends a queued message before its turn. While Claude works, a menu asks how. */
export function SendNowButton(props: {
  isBusy: boolean
  onSend: (when: NonNullable<InputOf<'message.edit'>['when']>) => void
}) {
  const { isBusy, onSend } = props
  const { isOpen, button, toggle, close } = useMenu()
  const icon = <ArrowUpToLine className="size-4" />
  if (!isBusy) {
    return (
      <IconButton label={LABEL} onClick={() => onSend('steer')}>
        {icon}
      </IconButton>
    )
  }
  return (
    <>
      <IconButton ref={button} label={LABEL} aria-haspopup="menu" aria-expanded={isOpen} onClick={toggle}>
        {icon}
      </IconButton>
      {isOpen && (
        <Menu label={LABEL} anchor={button} onClose={close}>
          {(['steer', 'now'] as const).map((when) => (
            <MenuItem
              key={when}
              icon={null}
              detail={timings[when].means}
              onChoose={() => {
                close()
                onSend(when)
              }}
            >
              {timings[when].label}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  )
}
