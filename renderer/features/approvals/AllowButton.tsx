import { useEffect, useState } from 'react'
import { Button, type ButtonLook } from '#renderer/ui/Button.tsx'
import { useSeen } from '#renderer/content/Seen.tsx'

/** The second tap of a double tap is no second thought. */
const DEAD_MS = 500
/** An armed button that was forgotten is a trap. */
const ARMED_MS = 8000

const REST = 'Show the rest'
const WAIT = 'Careful…'
const AGAIN = 'Tap again to allow'

type Trigger = 'safe' | 'arming' | 'armed'

/** What every button needs that lets a card's request through. */
export interface Allowing {
  readonly danger: boolean
  readonly disabled: boolean
}

/**
 * Allows, once all of it was seen; until then a tap shows the rest. A dangerous one needs a second tap, on a button
 * that changed its words. It is as wide as its longest words: nothing beside it moves.
 */
export function AllowButton(props: Allowing & { onAllow: () => void; words?: string; look?: ButtonLook }) {
  const { danger, disabled, onAllow, words = 'Allow once', look = 'primary' } = props
  const { isSeen, showRest } = useSeen()
  const [trigger, setTrigger] = useTrigger()
  const isArmed = danger && trigger !== 'safe'
  const shown = isArmed ? (trigger === 'armed' ? AGAIN : WAIT) : isSeen ? words : REST
  return (
    <Button
      look={danger ? 'danger' : isSeen ? look : 'plain'}
      disabled={disabled}
      onBlur={() => setTrigger('safe')}
      onKeyDown={(event) => {
        // A key that is held down is one tap.
        if (event.repeat) {
          event.preventDefault()
        }
      }}
      onClick={tap}
    >
      <span className="steady" data-longest={longest([words, REST, ...(danger ? [AGAIN] : [])])}>
        {shown}
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

function longest(words: readonly string[]): string {
  return words.reduce((most, one) => (one.length > most.length ? one : most))
}
