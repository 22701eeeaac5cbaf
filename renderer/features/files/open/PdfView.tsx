import { GlobalWorkerOptions, type PDFDocumentProxy, type PDFPageProxy, getDocument } from 'pdfjs-dist'
// oxlint-disable-next-line import/default -- Vite gives the address of the file, whatever is in it
import worker from 'pdfjs-dist/build/pdf.worker.mjs?worker&url'
import { useEffect, useRef, useState } from 'react'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import type { ReadFile } from '../fileCalls.ts'
import { nameOf } from '../listing/treeRows.ts'
import * as words from '../words.ts'

GlobalWorkerOptions.workerSrc = worker

/** More are not drawn: download it. */
const MAX_PAGES = 500
/** A page is drawn with at most so many pixels, however large it says that it is. */
const MAX_PIXELS = 16_000_000

type Opened =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'ready'; readonly document: PDFDocumentProxy }

/** A PDF, page below page, as wide as the pane. It is read in a worker; nothing that it holds runs, and it fetches nothing. */
export function PdfView({ file, path }: { file: ReadFile; path: string }) {
  const opened = useDocument(file)
  switch (opened.kind) {
    case 'loading':
      return <Loading what={words.openingThePdf} />
    case 'failed':
      return (
        <div className="p-4">
          <Problem>{words.thisPdfCannotBeRead}</Problem>
        </div>
      )
    case 'ready': {
      const { numPages } = opened.document
      return (
        <div
          role="region"
          tabIndex={0}
          aria-label={words.pagesOfNameOf(nameOf(path))}
          className="thin-scroll min-h-0 flex-1 overflow-auto bg-raised p-3"
        >
          <ol className="space-y-3">
            {Array.from({ length: Math.min(numPages, MAX_PAGES) }, (_, index) => (
              <Page key={index} document={opened.document} number={index + 1} />
            ))}
          </ol>
          {numPages > MAX_PAGES && (
            <p className="p-2 text-sm text-muted">{words.andMorePagesDownloadIt(numPages - MAX_PAGES)}</p>
          )}
        </div>
      )
    }
  }
}

function useDocument({ bytes }: ReadFile): Opened {
  const [opened, setOpened] = useState<Opened>({ kind: 'loading' })
  useEffect(() => {
    let isCurrent = true
    // The worker takes the bytes away: whoever else has them keeps a copy.
    const loading = getDocument({
      data: bytes.slice(0),
      verbosity: 0,
      enableXfa: false,
      useWasm: false,
      stopAtErrors: false,
    })
    loading.promise.then(
      (document) => isCurrent && setOpened({ kind: 'ready', document }),
      () => isCurrent && setOpened({ kind: 'failed' }),
    )
    return () => {
      isCurrent = false
      void loading.destroy()
    }
  }, [bytes])
  return opened
}

/** Drawn when it comes near the screen, and given free when it has gone. Its words are there for who cannot see it. */
function Page({ document, number }: { document: PDFDocumentProxy; number: number }) {
  const line = useRef<HTMLLIElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isNear, setNear] = useState(false)
  const [text, setText] = useState('')
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
      rootMargin: '100%',
    })
    if (line.current !== null) {
      observer.observe(line.current)
    }
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    let stop = () => {}
    let isCurrent = true
    const drawIt = async () => {
      const page = await document.getPage(number)
      if (isCurrent && canvas.current !== null && line.current !== null) {
        stop = draw(page, canvas.current, line.current.clientWidth)
        const { items } = await page.getTextContent()
        setText(items.map((item) => ('str' in item ? item.str : '')).join(' '))
      }
    }
    if (isNear) {
      // A page that cannot be drawn stays empty; the others are there.
      drawIt().catch(() => {})
    }
    return () => {
      isCurrent = false
      stop()
    }
  }, [document, number, isNear])
  return (
    <li ref={line} className="min-h-40">
      {isNear && <canvas ref={canvas} aria-hidden="true" className="mx-auto max-w-full bg-white shadow-sm" />}
      <p className="sr-only">{text}</p>
    </li>
  )
}

/** Returns what stops it. */
function draw(page: PDFPageProxy, canvas: HTMLCanvasElement, width: number): () => void {
  const own = page.getViewport({ scale: 1 })
  const wanted = (Math.min(width, 1200) / own.width) * devicePixelRatio
  const most = Math.sqrt(MAX_PIXELS / Math.max(1, own.width * own.height))
  const viewport = page.getViewport({ scale: Math.min(wanted, most) })
  canvas.width = Math.max(1, Math.floor(viewport.width))
  canvas.height = Math.max(1, Math.floor(viewport.height))
  canvas.style.width = `${Math.floor(viewport.width / devicePixelRatio)}px`
  const drawing = page.render({ canvas, viewport })
  drawing.promise.catch(() => {})
  return () => drawing.cancel()
}
