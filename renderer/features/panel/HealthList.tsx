import { Check as Tick, ChevronDown, CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Link } from '#renderer/ui/Link.tsx'
import type { Check } from './checks.ts'
import * as words from './words.ts'

/**
 * Whether all is well, and what was looked at: problems first, with links to where to mend them. `seen`: how many of the
 * checks had data.
 */
export function HealthList(props: {
  lines: readonly Check[]
  seen: 'nothing' | 'part' | 'all'
  onCheck: () => Promise<void>
}) {
  const { lines, seen, onCheck } = props
  const [isChecking, setChecking] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const bad = lines.filter(({ href }) => href !== null).length
  const shown = isOpen ? lines : lines.slice(0, Math.max(SHOWN, bad))
  return (
    <section aria-label={words.health} className="rounded-card border border-line bg-surface">
      <div className="flex min-h-12 flex-wrap items-center gap-2 px-4 py-2">
        <p role="status" className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <strong className="text-base font-semibold">{title(bad, seen)}</strong>
          {lines.length > 0 && (
            <span className="text-xs text-muted">{words.linesOfChecksPass(lines.length - bad, lines.length)}</span>
          )}
        </p>
        <Button
          disabled={isChecking}
          onClick={() => {
            setChecking(true)
            void onCheck().finally(() => setChecking(false))
          }}
        >
          {words.checkAgain}
        </Button>
      </div>
      <ul aria-label={words.checks} className="border-t border-line py-1 empty:hidden">
        {shown.map((check) => (
          <Line key={`${check.name} ${check.text}`} check={check} />
        ))}
      </ul>
      {lines.length > shown.length && (
        <button
          type="button"
          aria-expanded={false}
          className="flex min-h-9 w-full items-center gap-2.5 border-t border-line px-4 text-left text-muted hover:text-text touch:min-h-11"
          onClick={() => setOpen(true)}
        >
          <ChevronDown aria-hidden="true" className="size-4" />
          {words.showMoreChecks(lines.length - shown.length)}
        </button>
      )}
    </section>
  )
}

/** So many lines stand there from the start; all that need a look do in any case. */
const SHOWN = 6

function title(bad: number, seen: 'nothing' | 'part' | 'all'): string {
  if (bad > 0) {
    return words.thingsNeedALook(bad)
  }
  return { nothing: words.looking, part: words.allIsWellAsFar, all: words.allIsWell }[seen]
}

function Line({ check: { name, text, href } }: { check: Check }) {
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-2.5 px-4 py-1">
      {href === null ? (
        <Tick aria-hidden="true" className="size-4 shrink-0 text-good" />
      ) : (
        <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-bad" />
      )}
      <span className="w-30 shrink-0 font-medium max-md:w-25">{name}</span>
      <span className={classes('min-w-40 flex-1 wrap-anywhere', href === null ? 'text-muted' : 'text-bad')}>
        {text}
      </span>
      {href !== null && href !== '/panel' && (
        <Link href={href} className="inline-flex shrink-0 items-center underline touch:min-h-11">
          {words.look}
        </Link>
      )}
    </li>
  )
}
