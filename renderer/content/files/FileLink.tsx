import { type MouseEvent, type ReactNode, use } from 'react'
import { showTab } from '#renderer/state/browser/pane.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { type FilePlace, type Naming, filePath, filePlace, placesIn } from './filePlace.ts'
import { FileScope } from './fileScope.ts'
import * as words from '#renderer/content/laterWords.ts'

/** Its children, as a link where `text` names a file of the session. */
export function FileLink({ text, naming, children }: { text: string; naming: Naming; children: ReactNode }) {
  const files = use(FileScope)
  if (files === null) {
    return children
  }
  if (naming === 'text') {
    return placesIn(text, files.workspace).map((piece, index) =>
      piece.place === null ? (
        <Marked key={index} text={piece.text} />
      ) : (
        <PlaceLink key={index} place={piece.place}>
          <Marked text={piece.text} />
        </PlaceLink>
      ),
    )
  }
  const place = filePlace(text, files.workspace, naming)
  return place === null ? children : <PlaceLink place={place}>{children}</PlaceLink>
}

/** A link that opens the file beside the conversation. */
export function PlaceLink({ place, children }: { place: FilePlace; children: ReactNode }) {
  const files = use(FileScope)
  return files === null ? (
    children
  ) : (
    <a
      href={filePath(files.session_id, place)}
      title={place.line === null ? words.openPath(place.path) : words.openPathAtLine(place.path, place.line)}
      onClick={(event) => open(event, place)}
      className="underline decoration-dotted underline-offset-2 hover:decoration-solid"
    >
      {children}
    </a>
  )
}

/** In a new tab when asked to, like any link. */
function open(event: MouseEvent, { path, line }: FilePlace): void {
  if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
    event.preventDefault()
    showTab('files', path, line)
  }
}
