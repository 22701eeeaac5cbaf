import { SessionRow } from '#renderer/views/session/SessionRow.tsx'
import { archived, archivedSearch, type ArchivedSessions, searchArchived } from '#renderer/state/session/archived.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import * as words from './words.ts'

/** Other devices archive too. */
const EVERY_MS = 15_000

/** Sessions that were put away: no other list shows them. */
export function ArchivedPage() {
  const state = useQuery(archived, EVERY_MS)
  const search = useStore(archivedSearch, (value) => value)
  return (
    <ScrollingPage title={words.archivedSessions} width="list">
      <p className="text-muted">{words.noOtherListShowsThese}</p>
      <SearchField wanted={search} placeholder={words.nameOrFolder} onSearch={(text) => void searchArchived(text)} />
      {state.kind === 'loading' && <Loading what={words.loadingArchivedSessions} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void archived.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && <ArchivedList shown={state.value} search={search} />}
    </ScrollingPage>
  )
}

function ArchivedList({ shown, search }: { shown: ArchivedSessions; search: string }) {
  if (shown.sessions.length === 0) {
    return (
      <p role="status" className="py-12 text-center text-base text-muted">
        {search === '' ? words.nothingIsArchived : words.noMatchForSearch(search)}
      </p>
    )
  }
  return (
    <>
      <ul aria-label={words.archivedSessions} className="divide-y divide-line">
        {shown.sessions.map((session) => (
          <li key={session.id} className="h-11 max-md:h-14">
            <SessionRow session={session} />
          </li>
        ))}
      </ul>
      {shown.isCut && <p className="px-2 text-muted">{words.theseAreTheLatestSessions(shown.sessions.length)}</p>}
    </>
  )
}
