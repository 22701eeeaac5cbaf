import { FileText } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { Attachment } from '#shared/session/attachments.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './words.ts'

/** The images and texts that a prompt carries. Their content is asked for when it is shown; a text when it is opened. */
export function PromptAttachments({ session_id, of }: { session_id: SessionId; of: readonly Attachment[] }) {
  return (
    <ul aria-label={words.attachedFiles} className="mt-1 flex max-w-[88%] flex-wrap justify-end gap-2">
      {of.map((attachment) => (
        <li key={attachment.sha256} className="max-w-full">
          {attachment.media_type === 'text/plain' ? (
            <AttachedText session_id={session_id} attachment={attachment} />
          ) : (
            <AttachedImage session_id={session_id} attachment={attachment} />
          )}
        </li>
      ))}
    </ul>
  )
}

interface One {
  readonly session_id: SessionId
  readonly attachment: Attachment
}

function AttachedImage(one: One) {
  const { name, media_type } = one.attachment
  const content = useContent(one, true)
  return (
    <div className="flex h-40 min-w-40 items-center justify-center overflow-hidden rounded-card border border-line bg-surface">
      {content?.kind === 'read' ? (
        <img
          src={`data:${media_type};base64,${content.data}`}
          alt={withMarks(name)}
          title={withMarks(name)}
          className="max-h-full max-w-full object-contain"
        />
      ) : (
        <span className="px-2 text-xs text-muted">{content?.problem ?? <Marked text={name} />}</span>
      )}
    </div>
  )
}

function AttachedText(one: One) {
  const [isOpen, setOpen] = useState(false)
  const { name, size } = one.attachment
  const content = useContent(one, isOpen)
  return (
    <details
      className="rounded-control border border-line bg-surface text-sm"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-8 items-center gap-2 px-2 touch:min-h-11">
        <FileText className="size-4 shrink-0 text-muted" aria-hidden="true" />
        <span dir="auto" className="min-w-0 truncate" title={withMarks(name)}>
          <Marked text={name} />
        </span>
        <span className="shrink-0 text-xs text-muted">{bytes(size)}</span>
      </summary>
      {content !== null && (
        <pre
          tabIndex={0}
          dir="auto"
          className="thin-scroll max-h-80 overflow-auto border-t border-line p-2 font-mono text-xs"
        >
          {content.kind === 'read' ? <Marked text={textOf(content.data)} code /> : content.problem}
        </pre>
      )}
    </details>
  )
}

type Content =
  | { readonly kind: 'read'; readonly data: string; readonly problem?: never }
  | { readonly kind: 'failed'; readonly problem: string }

function useContent({ session_id, attachment: { sha256 } }: One, isWanted: boolean): Content | null {
  const [content, setContent] = useState<Content | null>(null)
  useEffect(() => {
    let isCurrent = isWanted
    if (isWanted) {
      void connection.client.call('attachment.read', { session_id, sha256 }).then(
        ({ data }) => isCurrent && setContent({ kind: 'read', data }),
        (error: unknown) => isCurrent && setContent({ kind: 'failed', problem: errorMessage(error) }),
      )
    }
    return () => {
      isCurrent = false
    }
  }, [session_id, sha256, isWanted])
  return content
}

function textOf(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0))
}
