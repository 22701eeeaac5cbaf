import { type ReactNode, useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { type SearchHit, searchContent } from '../fileCalls.ts'
import * as words from '../words.ts'

const SETTLE_MS = 250
const LIMIT = 500

interface Found {
  readonly hits: readonly SearchHit[]
  /** How it ended; null: it goes on. */
  readonly end: string | null
}

/** Files whose path is like the text, and the lines that hold it, as they are found. A new text ends the search before. */
export function ContentSearch(props: {
  session_id: SessionId
  query: string
  onOpen: (path: string, line: number | null) => void
}) {
  const { session_id, query, onOpen } = props
  const [options, setOptions] = useState({ case: false, regex: false })
  const files = useFiles(session_id, query)
  const { hits, end } = useHits(session_id, { query, ...options })
  const toggle = (name: 'case' | 'regex') => setOptions({ ...options, [name]: !options[name] })
  return (
    <div className="thin-scroll min-h-0 flex-1 overflow-y-auto px-3 py-2 text-sm">
      <div className="mb-2 flex gap-2">
        <Button aria-pressed={options.case} onClick={() => toggle('case')}>
          {words.matchCase}
        </Button>
        <Button aria-pressed={options.regex} onClick={() => toggle('regex')}>
          {words.regularExpression}
        </Button>
      </div>
      {files.length > 0 && (
        <section aria-label={words.files} className="mb-3">
          {files.map((path) => (
            <Row key={path} onOpen={() => onOpen(path, null)}>
              <Marked text={path} />
            </Row>
          ))}
        </section>
      )}
      <section aria-label={words.lines}>
        {hits.map((hit, index) => (
          <Row key={index} onOpen={() => onOpen(hit.path, hit.line)}>
            <span className="block truncate text-xs text-muted">
              <Marked text={`${hit.path}:${hit.line}`} />
            </span>
            <span className="block truncate font-mono text-xs">
              <HitText hit={hit} />
            </span>
          </Row>
        ))}
        <p role="status" className="py-1 text-xs text-muted">
          {end ?? words.searching}
        </p>
      </section>
    </div>
  )
}

function Row({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="block w-full truncate rounded-control px-1.5 py-1 text-left hover:bg-raised touch:min-h-11"
    >
      {children}
    </button>
  )
}

function HitText({ hit: { text, ranges } }: { hit: SearchHit }) {
  const ends = [0, ...ranges.map(([, to = 0]) => to)]
  return (
    <>
      {ranges.map(([from = 0, to = 0], index) => (
        <span key={from}>
          <Marked text={text.slice(ends[index], from)} code />
          <mark className="rounded-sm bg-attention-ground text-text">
            <Marked text={text.slice(from, to)} code />
          </mark>
        </span>
      ))}
      <Marked text={text.slice(ends.at(-1))} code />
    </>
  )
}

function useFiles(session_id: SessionId, q: string): readonly string[] {
  const [files, setFiles] = useState<readonly string[]>([])
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => {
      connection.client.call('file.find', { session_id, q: q.slice(0, 200), limit: 8 }).then(
        (found) => isCurrent && setFiles(found.files.map(({ path }) => path)),
        () => isCurrent && setFiles([]),
      )
    }, SETTLE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [session_id, q])
  return files
}

function useHits(session_id: SessionId, wanted: { query: string; case: boolean; regex: boolean }): Found {
  const [found, setFound] = useState<Found>({ hits: [], end: null })
  const asked = new URLSearchParams({
    session_id,
    q: wanted.query,
    case: String(wanted.case),
    regex: String(wanted.regex),
    limit: String(LIMIT),
  }).toString()
  useEffect(() => {
    const gone = new AbortController()
    const timer = setTimeout(() => void find(asked, gone.signal, setFound), SETTLE_MS)
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [asked])
  return found
}

async function find(asked: string, gone: AbortSignal, report: (found: Found) => void): Promise<void> {
  let hits: readonly SearchHit[] = []
  report({ hits, end: null })
  try {
    for await (const lines of searchContent(Object.fromEntries(new URLSearchParams(asked)), gone)) {
      hits = [...hits, ...lines.filter((line) => 'path' in line)]
      const last = lines.find((line) => 'done' in line)
      report({ hits, end: last === undefined ? null : endText(last) })
    }
  } catch (error) {
    if (!gone.aborted) {
      report({ hits, end: errorMessage(error) })
    }
  }
}

function endText({ hits, truncated, error }: { hits: number; truncated: boolean; error: string | null }): string {
  if (error !== null) {
    return error
  }
  if (hits === 0) {
    return words.noLineHoldsThis
  }
  return truncated ? words.linesFoundAndMore(hits) : words.linesFound(hits)
}
