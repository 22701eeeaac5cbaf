import { useExpanded } from './expanded.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { excerptOf } from './excerpt.ts'
import * as words from './words.ts'

const levelClasses = {
  info: 'text-muted',
  warning: 'text-text',
  error: 'text-bad',
} as const
const marks = { info: '·', warning: '!', error: '×' } as const

/** A notice in the conversation. A long one is shortened and expandable. */
export function NoticeLine({ id, level, text }: { id: string; level: keyof typeof levelClasses; text: string }) {
  const [isOpen, toggle] = useExpanded(id)
  const beginning = excerptOf(text)
  return (
    <div className={classes('flex gap-2 py-2', levelClasses[level])}>
      <span aria-hidden="true" className="w-3 shrink-0 text-center font-semibold">
        {marks[level]}
      </span>
      <div className="min-w-0 flex-1">
        <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          <Marked text={isOpen || beginning === null ? text : beginning} />
        </p>
        {beginning !== null && (
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={toggle}
            className="min-h-6 text-xs text-accent underline touch:min-h-11"
          >
            {isOpen ? words.showLess : words.showAllCharacters(text.length)}
          </button>
        )}
      </div>
    </div>
  )
}
