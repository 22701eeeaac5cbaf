import { useEffect, useState } from 'react'
import { alarm } from '#renderer/ui/alarm.ts'
import { Button, type ButtonVariant } from '#renderer/ui/Button.tsx'
import { useSeen } from '#renderer/content/Seen.tsx'
import * as words from './laterWords.ts'

/** Ignores the second tap of a double tap. */
const DEAD_MS = 500
/** An armed button disarms after this time. */
const ARMED_MS = 8000

const REST = words.showTheRest
const WAIT = words.careful
const AGAIN = words.tapAgainToAllow

type Trigger = 'safe' | 'arming' | 'armed'

const armedText = { arming: WAIT, armed: AGAIN } as const

/** The props that all allow buttons of a card share. */
export interface Allowing {
  readonly danger: boolean
  readonly disabled: boolean
}

interface AllowButtonProps extends Allowing {
  onAllow: () => void
  text?: string
  variant?: ButtonVariant
  /** Beside another one, which shows the rest: until that was seen this one waits. */
  isSecond?: boolean
  /** The shortcut for allowing presses it; never where there are dangers. */
  shortcut?: 'allow'
}

/**
 * Allows once the whole request was seen; until then a tap shows the rest. A dangerous request needs a second tap, with
 * the button's text changed. It is as wide as its longest text, so that nothing beside it moves.
 */
export function AllowButton(props: AllowButtonProps) {
  const { danger, disabled, onAllow, text = words.allowOnce } = props
  const { isSeen, showRest } = useSeen()
  const [trigger, setTrigger] = useTrigger()
  const armed = danger && trigger !== 'safe' ? armedText[trigger] : null
  const waits = !isSeen && props.isSecond === true
  return (
    <Button
      data-shortcut={danger ? undefined : props.shortcut}
      variant={variantOf(props, isSeen)}
      className={armed === null ? '' : alarm}
      disabled={disabled || waits}
      onBlur={() => setTrigger('safe')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && armed !== null) {
          event.preventDefault()
          setTrigger('safe')
        }
        // A held key counts once.
        if (event.repeat) {
          event.preventDefault()
        }
      }}
      onClick={tap}
    >
      <span className="steady" data-longest={longest([text, REST, ...(danger ? [AGAIN] : [])])}>
        {armed ?? (isSeen || waits ? text : REST)}
      </span>
    </Button>
  )

  function tap(): void {
    if (!isSeen) {
      showRest()
    } else if (danger && trigger === 'safe') {
      setTrigger('arming')
    } else if (!danger || trigger === 'armed') {
      onAllow()
    }
  }
}

function variantOf({ danger, variant = 'primary' }: AllowButtonProps, isSeen: boolean): ButtonVariant {
  if (danger) {
    return 'danger'
  }
  return isSeen ? variant : 'secondary'
}

function useTrigger() {
  const [trigger, setTrigger] = useState<Trigger>('safe')
  useEffect(() => {
    if (trigger === 'safe') {
      return
    }
    const [next, wait] = trigger === 'arming' ? (['armed', DEAD_MS] as const) : (['safe', ARMED_MS] as const)
    const timer = setTimeout(() => setTrigger(next), wait)
    return () => clearTimeout(timer)
  }, [trigger])
  return [trigger, setTrigger] as const
}

function longest(text: readonly string[]): string {
  return text.reduce((most, one) => (one.length > most.length ? one : most))
}
