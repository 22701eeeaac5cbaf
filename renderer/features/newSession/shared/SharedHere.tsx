import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { useStore } from '#renderer/state/store.ts'
import { addToDraft, draftOf, storeDraft } from '#renderer/state/writing/drafts.ts'
import { attaching, detach } from '#renderer/state/writing/attachments.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { attachFiles } from '#renderer/views/prompt/attaching/attach.ts'
import { type Shared, takeShared } from './takeShared.ts'
import { words } from './words.ts'

type State = { readonly kind: 'none' | 'lost' } | { readonly kind: 'here'; readonly shared: Shared }

/** As many sessions as fit above the keyboard. */
const MOST_OFFERED = 5

/** What another app shared stands in the first message; or goes to a session that runs. */
export function SharedHere({ isLost }: { isLost: boolean }) {
  const [state, setState] = useState<State>({ kind: isLost ? 'lost' : 'none' })
  useEffect(() => {
    const take = async (): Promise<void> => {
      const shared = await takeShared()
      if (shared !== null) {
        addToDraft('new', shared.text)
        attachFiles('new', shared.files)
        setState({ kind: 'here', shared })
      }
    }
    void take()
  }, [])
  if (state.kind === 'lost') {
    return (
      <p role="alert" className="rounded-card border border-attention bg-attention-ground px-3 py-2">
        {words.lost}
      </p>
    )
  }
  return state.kind === 'here' ? <Elsewhere shared={state.shared} /> : null
}

function Elsewhere({ shared }: { shared: Shared }) {
  const sessions = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions : none))
  const live = sessions.filter(({ status, archived }) => !archived && status !== 'TERMINATED').slice(0, MOST_OFFERED)
  return (
    <section aria-labelledby="shared" className="space-y-2 rounded-card border border-line bg-surface p-3">
      <h3 id="shared" className="font-medium">
        {words.title}
      </h3>
      <p className="text-muted">{words.about}</p>
      {shared.left_out > 0 && <p className="text-attention">{words.leftOut(shared.left_out)}</p>}
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {live.map(({ id, name }) => (
          <li key={id} className="min-w-0">
            <Button className="max-w-full" onClick={() => move(shared, id)}>
              <span className="truncate">
                <Marked text={name} />
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const none = [] as const

/** Into the composer of a session; the new one is as it was before. */
function move({ text, files }: Shared, id: SessionId): void {
  const draft = draftOf('new')
  storeDraft('new', draft.endsWith(text) ? draft.slice(0, draft.length - text.length).trimEnd() : draft, 'page')
  const mine = attaching.get().filter(({ target, state }) => target === 'new' && state.kind === 'waiting')
  detach(mine.filter(({ state }) => state.kind === 'waiting' && files.includes(state.file)).map(({ key }) => key))
  addToDraft(id, text)
  attachFiles(id, files)
  goTo(`/session/${id}`)
}
