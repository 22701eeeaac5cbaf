import { ChevronsUpDown } from 'lucide-react'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import * as words from './words.ts'

/** The session's name; a click asks for another one (`mayRename` false: not). On phones a tap leads to the other sessions. */
export function NameField({ session, mayRename }: { session: Session; mayRename: boolean }) {
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const { name } = session
  const action = isPhone ? ` · ${words.switchSession}` : mayRename ? ` · ${words.rename}` : ''
  return (
    <h1 className="min-w-0">
      <button
        type="button"
        title={withMarks(name) + action}
        disabled={action === ''}
        onClick={() => showOverlay({ kind: isPhone ? 'switcher' : 'rename', session })}
        className="flex min-h-8 max-w-full items-center gap-1 rounded-control text-left text-lg font-semibold max-md:-mb-2 touch:min-h-11 enabled:hover:underline"
      >
        <bdi className="truncate">
          <Marked text={name} />
        </bdi>
        {isPhone && <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden="true" />}
      </button>
    </h1>
  )
}
