import type { ChangedBy } from '#shared/session/changes.ts'
import type { Changes } from './useChanges.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './words.ts'

/** What others changed while the turn ran: it is no part of it, and is not put back. */
export function OtherChanges({ others }: Pick<Changes, 'others'>) {
  if (others.length === 0) {
    return null
  }
  return (
    <section aria-label={words.changedByOthers} className="border-t border-line px-4 py-3">
      <h3 className="mb-1 text-sm text-muted">{words.changedMeanwhileNotByThis}</h3>
      <ul className="space-y-1 text-sm">
        {others.map(({ path, kind, by }) => (
          <li key={path} className="flex gap-2">
            <bdi className="min-w-0 flex-1 font-mono text-xs wrap-anywhere">
              <Marked text={path} code />
            </bdi>
            <span className="shrink-0 text-muted">
              {kind} {whoText(by)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function whoText({ who }: ChangedBy): string {
  return { claude: words.byAnotherSession, person: words.byYou, outside: words.byAnotherProgram }[who]
}
