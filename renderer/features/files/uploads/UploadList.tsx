import { X } from 'lucide-react'
import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { UnfinishedUploads } from './UnfinishedUploads.tsx'
import { type Upload, uploads } from './uploading.ts'
import * as words from '../words.ts'

/** What is on its way into the folder, with how far it came. */
export function UploadList({ session_id }: { session_id: SessionId }) {
  const all = useStore(uploads, (value) => value)
  const mine = all.filter((one) => one.session_id === session_id)
  return (
    <>
      <UnfinishedUploads session_id={session_id} />
      {mine.length > 0 && <Running uploads={mine} />}
    </>
  )
}

function Running({ uploads: mine }: { uploads: readonly Upload[] }) {
  return (
    <ul
      aria-label={words.uploads}
      className="thin-scroll max-h-48 flex-none overflow-y-auto border-t border-line px-3 py-1"
    >
      {mine.map(({ id, path, share, pause, problem, stop }) => (
        <li key={id} className="flex items-center gap-2 py-1 text-sm">
          <span className="min-w-0 flex-1">
            <span dir="auto" className="block truncate">
              <Marked text={path} />
            </span>
            {problem === null ? (
              <>
                <progress
                  aria-label={words.uploadOfPath(path)}
                  value={share}
                  max={1}
                  className="h-1.5 w-full accent-accent"
                />
                <span role="status" className="block text-xs text-muted">
                  {pause}
                </span>
              </>
            ) : (
              <span role="alert" className="block text-xs text-bad">
                {problem}
              </span>
            )}
          </span>
          <IconButton label={problem === null ? words.stopTheUploadOf(path) : words.putAwayPath(path)} onClick={stop}>
            <X className="size-4" />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}
