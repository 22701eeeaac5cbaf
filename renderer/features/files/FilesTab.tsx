import { Suspense, useMemo, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { lineInAddress, showTab } from '#renderer/state/browser/pane.ts'
import { placeIn } from '#renderer/state/browser/paneTabs.ts'
import { address } from '#renderer/state/browser/route.ts'
import { useStore } from '#renderer/state/store.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { ContentSearch } from './search/ContentSearch.tsx'
import { TreePane } from './tree/TreePane.tsx'
import { UploadList } from './uploads/UploadList.tsx'
import * as words from './words.ts'

const OpenFile = lazyComponent(async () => (await import('./open/OpenFile.tsx')).OpenFile)

/** The files of a session: the tree, or the file that the address names. */
export function FilesTab({ session }: { session: Session }) {
  // Another one each time that a link is followed, to the same line too.
  const at = useStore(address, (here) => here)
  const visit = useMemo(() => ({ path: placeIn(at.path), line: lineInAddress() }), [at])
  const place = visit.path
  const [query, setQuery] = useState('')
  if (place !== '') {
    return (
      <Suspense fallback={<Loading what={words.openingTheFile} />}>
        <OpenFile key={place} session={session} path={place} visit={visit} />
      </Suspense>
    )
  }
  return (
    <>
      <div className="flex-none px-3 pt-2">
        <input
          type="search"
          value={query}
          aria-label={words.findFilesAndTextIn}
          placeholder={words.findFilesAndTextIn}
          onChange={(event) => setQuery(event.target.value)}
          className="min-h-9 w-full rounded-control border border-line-strong/60 bg-surface px-2.5 text-sm touch:min-h-11 touch:text-[16px]"
        />
      </div>
      {query.trim() === '' ? (
        <TreePane session={session} />
      ) : (
        <ContentSearch
          session_id={session.id}
          query={query.trim()}
          onOpen={(file, line) => showTab('files', file, line)}
        />
      )}
      <UploadList session_id={session.id} />
    </>
  )
}
