import { useEffect, useId, useLayoutEffect, useState, type RefObject } from 'react'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { classes } from '#renderer/ui/classes.ts'
import type { CompletionSource, MenuKey } from './source.ts'
import type { Option as Offer } from './completions.ts'
import type { Trigger } from './trigger.ts'
import { useCompletions } from './useCompletions.ts'
import * as words from '../laterWords.ts'

/**
 * The menu above a prompt. The focus stays in the text: `onKeys` gets what handles a key there, and says whether it did.
 */
export function CompletionMenu(props: {
  source: CompletionSource
  trigger: Trigger
  field: RefObject<HTMLTextAreaElement | null>
  onKeys: (handle: MenuKey | null) => void
  onClose: () => void
  /** False: there is nothing to complete any more. */
  onChoose: (text: string) => boolean
}) {
  const { source, trigger, field, onKeys, onClose, onChoose } = props
  const id = useId()
  const { options, hint, isLooking = false } = useCompletions(source, trigger)
  const wanted = trigger.kind + trigger.query
  // With other letters the best option is another one.
  const [place, setPlace] = useState({ wanted, at: 0 })
  const current = place.wanted === wanted ? Math.min(place.at, options.length - 1) : 0
  const optionId = (index: number) => `${id}-${index}`
  const setAt = (at: number) => setPlace({ wanted, at })
  // With the frame that shows the options: a key that comes right after it is theirs.
  useLayoutEffect(() => {
    onKeys((key) => handle(key, { options, isLooking, current, setAt, onClose, onChoose }))
    return () => onKeys(null)
  })
  useEffect(() => {
    const area = field.current
    area?.setAttribute('aria-autocomplete', 'list')
    area?.setAttribute('aria-controls', id)
    return () =>
      ['aria-autocomplete', 'aria-controls', 'aria-activedescendant'].forEach((name) => area?.removeAttribute(name))
  }, [field, id])
  useEffect(() => {
    const active = options.length === 0 ? null : document.getElementById(optionId(current))
    active?.scrollIntoView({ block: 'nearest' })
    if (active !== null) {
      field.current?.setAttribute('aria-activedescendant', active.id)
    } else {
      field.current?.removeAttribute('aria-activedescendant')
    }
  })
  return (
    <div className="absolute inset-x-0 bottom-full z-20 mb-2 overflow-hidden rounded-card border border-line bg-surface shadow-lg">
      <ul
        id={id}
        role="listbox"
        aria-label={trigger.kind === 'command' ? words.commands : words.files}
        className="thin-scroll max-h-[min(18rem,35dvh)] overflow-y-auto p-1"
      >
        {options.map((option, index) => (
          <Option
            key={option.text}
            id={optionId(index)}
            option={option}
            isCurrent={index === current}
            onChoose={() => onChoose(option.text)}
          />
        ))}
      </ul>
      <p role="status" className={classes('px-3 text-xs text-muted', hint !== null && 'pb-2')}>
        {hint}
      </p>
    </div>
  )
}

function Option(props: { id: string; option: Offer; isCurrent: boolean; onChoose: () => void }) {
  const { option, isCurrent } = props
  return (
    <li
      id={props.id}
      role="option"
      aria-selected={isCurrent}
      aria-disabled={option.isUsable ? undefined : true}
      // The text keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => option.isUsable && props.onChoose()}
      className={classes(
        'flex min-h-8 cursor-pointer items-baseline gap-3 rounded-control px-2 py-1 touch:min-h-11 touch:items-center',
        isCurrent && 'bg-raised',
      )}
    >
      <span dir="auto" className="max-w-full shrink-0 truncate font-mono text-sm" title={withMarks(option.text)}>
        <Marked text={option.text} code />
        {option.argument !== '' && (
          <span className="text-muted">
            {' '}
            <Marked text={option.argument} />
          </span>
        )}
      </span>
      <span dir="auto" className="min-w-0 truncate text-xs text-muted" title={withMarks(option.means)}>
        {option.isUsable ? <Marked text={option.means} /> : words.onlyInTheTerminal}
      </span>
    </li>
  )
}

interface Menu {
  readonly options: readonly Offer[]
  readonly isLooking: boolean
  readonly current: number
  readonly setAt: (at: number) => void
  readonly onClose: () => void
  readonly onChoose: (text: string) => boolean
}

function handle(key: string, { options, isLooking, current, setAt, onClose, onChoose }: Menu): boolean {
  if (key === 'Escape') {
    onClose()
    return true
  }
  const chosen = options[current]
  if (chosen === undefined) {
    // Half of a name is not to be sent while the file that is meant is on its way. Esc closes the menu.
    return isLooking && (key === 'Enter' || key === 'Tab')
  }
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp':
      setAt((current + (key === 'ArrowDown' ? 1 : options.length - 1)) % options.length)
      return true
    case 'Enter':
    case 'Tab':
      // What was completed a moment ago is sent by the next Enter, though the menu may still be there.
      return !chosen.isUsable || onChoose(chosen.text)
    default:
      return false
  }
}
