import { ChevronLeft, Download, X } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { type ReadFile, download } from '../fileCalls.ts'
import { nameOf } from '../listing/treeRows.ts'
import { closeFile, openedFiles, useOpened } from './openedFiles.ts'
import { EditedText, type Visit } from './EditedText.tsx'
import { textOf } from './fileText.ts'
import { ImageView } from './ImageView.tsx'
import { useOpenFile } from './useOpenFile.ts'
import * as words from '../words.ts'

const PdfView = lazyComponent(async () => (await import('./PdfView.tsx')).PdfView)

/** A file of the session: its text in an editor, at the line of the visit, an image as it is, anything else to download. */
export function OpenFile({ session, path, visit }: { session: Session; path: string; visit: Visit }) {
  const opened = useOpenFile(session.id, path)
  useOpened(session.id, path)
  return (
    <>
      <Tabs session={session} path={path} />
      {opened.kind === 'loading' && <Loading what={words.readingTheFile} />}
      {opened.kind === 'failed' && (
        <div className="p-4">
          <Problem action={<Button onClick={() => showTab('files')}>{words.allFiles}</Button>}>
            {opened.message}
          </Problem>
        </div>
      )}
      {opened.kind === 'ready' && <Content session={session} path={path} file={opened.file} visit={visit} />}
    </>
  )
}

interface ContentProps {
  readonly session: Session
  readonly path: string
  readonly file: ReadFile
  readonly visit: Visit
}

function Content({ session, path, file, visit }: ContentProps) {
  const text = textOf(file)
  if (text !== null) {
    return <EditedText key={file.etag} file={{ session_id: session.id, path, text, etag: file.etag }} visit={visit} />
  }
  if (file.type.startsWith('image/')) {
    return <ImageView file={file} path={path} />
  }
  if (file.type === 'application/pdf') {
    return (
      <Suspense fallback={<Loading what={words.openingThePdf} />}>
        <PdfView file={file} path={path} />
      </Suspense>
    )
  }
  return <p className="p-4 text-muted">{words.thisFileIsNoText(file.bytes.byteLength.toLocaleString('en'))}</p>
}

/** The files that are open, and the way back to the tree. */
function Tabs({ session, path }: { session: Session; path: string }) {
  const [isBusy, setBusy] = useState(false)
  const open = useStore(openedFiles, (files) => files.get(session.id) ?? none)
  const fetchIt = async () => {
    setBusy(true)
    await download(session.id, path).catch((error: unknown) => showToast(errorMessage(error)))
    setBusy(false)
  }
  return (
    <div className="flex flex-none items-center gap-0.5 border-b border-line px-1">
      <IconButton label={words.allFiles} onClick={() => showTab('files')}>
        <ChevronLeft className="size-4" />
      </IconButton>
      <div role="group" aria-label={words.openFiles} className="thin-scroll flex min-w-0 flex-1 overflow-x-auto">
        {open.map((one) => (
          <span
            key={one}
            className={classes(
              'flex shrink-0 items-center border-b-2',
              one === path ? 'border-text' : 'border-transparent',
            )}
          >
            <button
              type="button"
              title={one}
              aria-current={one === path}
              onClick={() => showTab('files', one)}
              className="max-w-48 truncate px-2 py-1.5 text-sm touch:min-h-11"
            >
              <Marked text={nameOf(one)} />
            </button>
            <IconButton
              label={words.closeNameOf(nameOf(one))}
              className="size-6"
              onClick={() => showTab('files', closeFile(session.id, one, path))}
            >
              <X className="size-3.5" />
            </IconButton>
          </span>
        ))}
      </div>
      <IconButton label={words.downloadNameOf(nameOf(path))} disabled={isBusy} onClick={() => void fetchIt()}>
        <Download className="size-4" />
      </IconButton>
    </div>
  )
}

const none: readonly string[] = []
