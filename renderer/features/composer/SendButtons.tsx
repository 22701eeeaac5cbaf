import { ArrowUp, Check, ChevronDown, Square } from 'lucide-react'
import type { MessageTiming } from '#shared/operations/turn.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { useMenu } from '#renderer/ui/useMenu.ts'
import { SendButton } from './SendBar.tsx'
import { timingOrder, timings } from './timings.ts'
import * as words from './laterWords.ts'

interface SendButtonsProps {
  isSendable: boolean
  /** null: Claude does not work, and takes a message at once. */
  timing: MessageTiming | null
  onTiming: (timing: MessageTiming) => void
  onStop: () => void
}

/** Send; while Claude works Stop, and when Claude gets the message, with a menu to change that. */
export function SendButtons({ isSendable, timing, onTiming, onStop }: SendButtonsProps) {
  if (timing === null) {
    return <SendButton isSendable={isSendable} />
  }
  return (
    <>
      <Button onClick={onStop} title={words.stopTheTurnEscTwice}>
        <Square className="size-3 fill-current" aria-hidden="true" />
        <span className="max-md:sr-only">{words.stop}</span>
      </Button>
      <div className="flex gap-px">
        <Button
          type="submit"
          variant="primary"
          disabled={!isSendable}
          title={words.byEnter(timings[timing].means)}
          className="rounded-r-none"
        >
          <ArrowUp className="size-4 md:hidden" aria-hidden="true" />
          <span className="max-md:sr-only">{timings[timing].label}</span>
        </Button>
        <TimingButton timing={timing} onTiming={onTiming} />
      </div>
    </>
  )
}

function TimingButton({ timing, onTiming }: { timing: MessageTiming; onTiming: (timing: MessageTiming) => void }) {
  const { isOpen, button, toggle, close } = useMenu()
  return (
    <>
      <Button
        ref={button}
        variant="primary"
        aria-label={words.whenClaudeGetsIt}
        title={words.whenClaudeGetsIt}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={toggle}
        className="rounded-l-none px-1.5! touch:px-2.5!"
      >
        <ChevronDown className="size-4" aria-hidden="true" />
      </Button>
      {isOpen && (
        <Menu label={words.whenClaudeGetsIt} anchor={button} onClose={close}>
          {timingOrder.map((one) => (
            <MenuItem
              key={one}
              icon={<Check className={one === timing ? 'size-4' : 'invisible size-4'} />}
              isChecked={one === timing}
              detail={timings[one].means}
              onChoose={() => {
                onTiming(one)
                close()
              }}
            >
              {timings[one].label}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  )
}
