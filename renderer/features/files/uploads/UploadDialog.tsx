import { File as FileIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { WorkspaceInfo } from '#shared/operations/file.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { join } from '../listing/treeRows.ts'
import { type Outgoing, upload } from './uploading.ts'
import * as words from '../words.ts'

/** Files that a person chose, dropped, pasted or photographed, and the folder that they are to go to. */
export interface Chosen {
  readonly folder: string
  readonly files: readonly File[]
}

interface UploadDialogProps extends Chosen {
  readonly session_id: SessionId
  /** Names that are in that folder now. */
  readonly taken: ReadonlySet<string>
  readonly onClose: () => void
}

/** What is about to be uploaded: each file with its picture, size, and what stands in its way, before anything is sent. */
export function UploadDialog({ session_id, folder, files, taken, onClose }: UploadDialogProps) {
  const info = useInfo(session_id)
  const [left, setLeft] = useState<ReadonlySet<File>>(new Set())
  const going = files.filter((file) => !left.has(file) && problemOf(file, info) === null)
  const total = going.reduce((sum, { size }) => sum + size, 0)
  const isTooMuch = info !== null && info.quota !== null && info.used + total > info.quota
  const send = () => {
    upload(
      session_id,
      going.map((file): Outgoing => ({ path: join(folder, file.name), file })),
    )
    onClose()
  }
  return (
    <Dialog title={words.uploadToFolder(folder || words.theProject)} onClose={onClose}>
      <ul className="thin-scroll -mx-1 max-h-[50vh] overflow-y-auto">
        {files.map((file, index) => (
          <Line
            key={index}
            file={file}
            problem={problemOf(file, info)}
            isTaken={taken.has(file.name)}
            isLeft={left.has(file)}
            onLeave={(isLeft) => setLeft(new Set(isLeft ? [...left, file] : [...left].filter((one) => one !== file)))}
          />
        ))}
      </ul>
      <p role="status" className="mt-3 text-sm text-muted">
        {[
          words.filesOfSize(going.length, bytes(total)),
          ...(info !== null && info.quota !== null ? [words.freeHere(bytes(Math.max(0, info.quota - info.used)))] : []),
          ...(isTooMuch ? [words.thatIsMoreThanThis] : []),
        ].join(' ')}
      </p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button variant="primary" disabled={going.length === 0 || isTooMuch} onClick={send}>
          {words.upload}
        </Button>
      </div>
    </Dialog>
  )
}

interface LineProps {
  readonly file: File
  readonly problem: string | null
  readonly isTaken: boolean
  readonly isLeft: boolean
  readonly onLeave: (isLeft: boolean) => void
}

function Line({ file, problem, isTaken, isLeft, onLeave }: LineProps) {
  return (
    <li>
      <label className="flex min-h-12 items-center gap-3 rounded-control px-1 py-1 hover:bg-raised">
        <input
          type="checkbox"
          checked={!isLeft && problem === null}
          disabled={problem !== null}
          onChange={(event) => onLeave(!event.target.checked)}
          className="size-4 shrink-0 accent-accent"
        />
        <Picture file={file} />
        <span className="min-w-0 flex-1">
          <span dir="auto" className="block truncate text-sm">
            <Marked text={file.name} />
          </span>
          <span className={problem === null ? 'block text-xs text-muted' : 'block text-xs text-bad'}>
            {problem ?? (isTaken ? words.replacesAFile(bytes(file.size)) : bytes(file.size))}
          </span>
        </span>
      </label>
    </li>
  )
}

/** What a browser draws as a picture without running anything in it. */
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

function Picture({ file }: { file: File }) {
  const picture = useRef<HTMLImageElement>(null)
  const isPicture = pictures.has(file.type)
  useEffect(() => {
    const url = isPicture ? URL.createObjectURL(file) : null
    if (url !== null && picture.current !== null) {
      picture.current.src = url
    }
    return () => (url === null ? undefined : URL.revokeObjectURL(url))
  }, [file, isPicture])
  return isPicture ? (
    <img ref={picture} alt="" className="size-10 shrink-0 rounded-control bg-raised object-cover" />
  ) : (
    <span className="grid size-10 shrink-0 place-items-center rounded-control bg-raised text-muted">
      <FileIcon className="size-5" aria-hidden="true" />
    </span>
  )
}

/** null: nothing stands in its way. */
function problemOf(file: File, info: WorkspaceInfo | null): string | null {
  return info !== null && file.size > info.max_file_size
    ? words.sizeAFileMayHave(bytes(file.size), bytes(info.max_file_size))
    : null
}

/** null: not known yet. */
function useInfo(session_id: SessionId): WorkspaceInfo | null {
  const [info, setInfo] = useState<WorkspaceInfo | null>(null)
  useEffect(() => {
    let isCurrent = true
    connection.client.call('workspace.info', { session_id }).then(
      (found) => isCurrent && setInfo(found),
      // Then the workstation itself says what does not go.
      () => {},
    )
    return () => {
      isCurrent = false
    }
  }, [session_id])
  return info
}
